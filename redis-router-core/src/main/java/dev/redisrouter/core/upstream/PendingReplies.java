package dev.redisrouter.core.upstream;

import org.jspecify.annotations.Nullable;

/**
 * The replies that are due on one connection, oldest first. Consecutive commands of one target, sent in one iteration
 * of the event loop, share an entry. Only on the event loop; allocates only to grow.
 */
final class PendingReplies {
    private static final int INITIAL = 64;

    private @Nullable ReplyTarget[] targets = new ReplyTarget[INITIAL];
    /** The sequence of the oldest unanswered command of the entry. */
    private long[] sequences = new long[INITIAL];
    /** How many commands of the entry are unanswered. */
    private int[] counts = new int[INITIAL];
    /** How many commands of the entry are answered, and stand before the unanswered ones in the log. */
    private int[] done = new int[INITIAL];
    /** Where the entry's first command begins in the log, answered or not. */
    private long[] positions = new long[INITIAL];
    /** When the entry's commands were sent, by the router's clock. */
    private long[] times = new long[INITIAL];

    /** The last entry takes no further commands. */
    private boolean sealed;

    private int head;
    private int entries;
    private int commands;

    boolean isEmpty() {
        return entries == 0;
    }

    /** Unanswered commands in all entries. */
    int commands() {
        return commands;
    }

    void add(@Nullable ReplyTarget target, long sequence, long position, long time) {
        commands++;
        if (entries > 0 && !sealed) {
            int tail = index(entries - 1);
            if (targets[tail] == target && times[tail] == time && sequences[tail] + counts[tail] == sequence) {
                counts[tail]++;
                return;
            }
        }
        if (entries == counts.length) {
            grow();
        }
        sealed = false;
        int i = index(entries++);
        targets[i] = target;
        sequences[i] = sequence;
        counts[i] = 1;
        done[i] = 0;
        positions[i] = position;
        times[i] = time;
    }

    /** Whose reply is due next; null when it is to be discarded. */
    @Nullable
    ReplyTarget target() {
        return targets[head];
    }

    long sequence() {
        return sequences[head];
    }

    int count() {
        return counts[head];
    }

    int done() {
        return done[head];
    }

    long position() {
        return positions[head];
    }

    long time() {
        return times[head];
    }

    /** What is added next begins an entry of its own: the last command does not stand in the log like the others. */
    void seal() {
        sealed = true;
    }

    /**
     * True when nobody but the target of the oldest command waits for a reply, and that one for none that it wants before
     * it.
     */
    boolean onlyTheFirstTargetWaits() {
        for (int entry = 1; entry < entries; entry++) {
            ReplyTarget target = targets[index(entry)];
            boolean other = target != targets[head] || sequences[index(entry)] < sequences[head];
            if (target != null && other) {
                return false;
            }
        }
        return true;
    }

    /** The replies of the first entry are to be discarded. */
    void forgetOldest() {
        targets[head] = null;
    }

    /** Takes off the oldest {@code n} commands; all of the first entry. */
    void answered(int n) {
        commands -= n;
        counts[head] -= n;
        done[head] += n;
        sequences[head] += n;
        if (counts[head] == 0) {
            targets[head] = null;
            head = (head + 1) & (counts.length - 1);
            entries--;
        }
    }

    private int index(int entry) {
        return (head + entry) & (counts.length - 1);
    }

    private void grow() {
        int size = counts.length;
        targets = unrolled(targets, size, new ReplyTarget[size * 2]);
        sequences = unrolled(sequences, size, new long[size * 2]);
        counts = unrolled(counts, size, new int[size * 2]);
        done = unrolled(done, size, new int[size * 2]);
        positions = unrolled(positions, size, new long[size * 2]);
        times = unrolled(times, size, new long[size * 2]);
        head = 0;
    }

    /** Copies a full ring into a larger array, its oldest entry first. */
    @SuppressWarnings("SuspiciousSystemArraycopy") // both are arrays of one type, whichever it is
    private <A> A unrolled(A ring, int size, A larger) {
        System.arraycopy(ring, head, larger, 0, size - head);
        System.arraycopy(ring, 0, larger, size - head, head);
        return larger;
    }
}
