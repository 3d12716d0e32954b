package dev.redisrouter.core.consistency;

import org.jspecify.annotations.Nullable;

/**
 * Turns replication offsets into times: up to when does a replica hold every write that the master had acknowledged?
 * Only on the control thread.
 */
public final class FreshnessClock {
    /*
     * A sample (t, M) says: asked at t, the master was at offset M. The time is taken before the question is sent, so
     * a write whose acknowledgement arrived before t lies at or below M. A replica of the same history that has
     * applied M therefore holds it, however early or late the replica itself was asked: within one history a replica
     * never goes back. The newest sample at or below the replica's offset gives the best time.
     *
     * Offsets compare only within one history, which the replication id names: a promotion, and a restart of the
     * master in place, begin another, whose offsets may well be lower. So a sample of another history drops all
     * earlier ones, and a replica of another history is not fresh at all.
     *
     * A promoted node says which history its own continues, and up to where both are the same. Whoever is in the new one
     * holds that much of the old one, also by a full copy.
     *
     * While the offset stands still one sample moves along in time. While it grows, samples are kept in a ring, so
     * that a replica that lags behind by a steady amount still finds the sample it has reached.
     */
    private static final int SAMPLES = 1024;

    private @Nullable String history;
    private final long[] offsets = new long[SAMPLES];
    private final long[] times = new long[SAMPLES];
    /** A history that continues this one; null while none is known. */
    private @Nullable String continuation;
    /** Up to where it is the same. */
    private long continuedUpTo;
    /** How many samples were ever put into the ring since the last reset; the newest is at {@code (count - 1) % SAMPLES}. */
    private long count;

    /**
     * The master in use said where it is.
     *
     * @param history the id of its replication history
     * @param offset where it is in it
     * @param askedAt the router's clock before the question was sent
     * @return true when this began another history: then nothing is known of any replica
     */
    public boolean master(String history, long offset, long askedAt) {
        boolean another = !history.equals(this.history) || (count > 0 && offset < newestOffset());
        if (another) {
            reset();
            this.history = history;
        }
        if (count > 0 && offset == newestOffset()) {
            times[index(count - 1)] = askedAt;
        } else {
            offsets[index(count)] = offset;
            times[index(count)] = askedAt;
            count++;
        }
        return another;
    }

    /**
     * Up to when a replica that has applied this much of this history is complete; 0 when that is not known.
     */
    public long freshUpTo(String history, long offset) {
        if (history.equals(this.history)) {
            return reached(offset);
        }
        return history.equals(continuation) ? reached(Math.min(offset, continuedUpTo)) : 0;
    }

    /**
     * A node said that a history continues another.
     *
     * @param upTo the least offset up to which both are the same
     */
    public void continues(String history, String former, long upTo) {
        if (former.equals(this.history)) {
            continuedUpTo = history.equals(continuation) ? Math.max(continuedUpTo, upTo) : upTo;
            continuation = history;
        }
    }

    /** When the master had reached no more than this. */
    private long reached(long offset) {
        long low = Math.max(0, count - SAMPLES);
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (offsets[index(middle)] <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        boolean reachedNone = low == Math.max(0, count - SAMPLES);
        return reachedNone ? 0 : times[index(low - 1)];
    }

    /** True when {@code history} is known to be another than that of the master in use. */
    public boolean isForeign(String history) {
        return this.history != null && !history.equals(this.history);
    }

    /** Another master is in use: no earlier sample says anything about it. */
    public void reset() {
        history = null;
        continuation = null;
        count = 0;
    }

    private long newestOffset() {
        return offsets[index(count - 1)];
    }

    private static int index(long sample) {
        return (int) (sample % SAMPLES);
    }
}
