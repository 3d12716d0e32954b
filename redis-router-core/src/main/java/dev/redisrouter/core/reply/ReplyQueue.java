package dev.redisrouter.core.reply;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The replies that one client is owed: every request reserves the next place before anything can fail, and whatever
 * fills it waits until all places before it are filled. Only on the client's event loop; allocates only to grow, and
 * for replies that come before their turn.
 */
public final class ReplyQueue {
    private static final int INITIAL = 8;

    /** A note per place, for whoever reserved it; rings indexed by sequence. */
    private long[] notes = new long[INITIAL];
    /** Replies that came before their turn, at the place of the first; null until one does. */
    private @Nullable ByteBuf @Nullable [] parked;
    /** How many places each of them fills. */
    private int[] parkedPlaces = new int[0];

    private long first;
    private long next;
    private long parkedBytes;

    /** Reserves the next place and returns its sequence. */
    public long reserve(long note) {
        if (next - first == notes.length) {
            grow();
        }
        notes[index(next)] = note;
        return next++;
    }

    /** Places reserved and not filled up to the front. */
    public int outstanding() {
        return (int) (next - first);
    }

    /** Bytes of replies that wait for others before them. */
    public long parkedBytes() {
        return parkedBytes;
    }

    public long note(long sequence) {
        return notes[index(sequence)];
    }

    public void note(long sequence, long note) {
        notes[index(sequence)] = note;
    }

    /** True when the reply to this place may be given out now. */
    public boolean inTurn(long sequence) {
        return sequence == first;
    }

    /**
     * Fills the places at the front, and with them those behind that wait for them: all of it is appended to
     * {@code out}. Only when {@link #inTurn}.
     *
     * @param places how many consecutive replies these bytes are
     */
    public void give(int places, ByteBuf bytes, int start, int length, ByteBuf out) {
        out.writeBytes(bytes, start, length);
        first += places;
        unpark(out);
    }

    private void unpark(ByteBuf out) {
        ByteBuf[] waiting = parked;
        if (waiting == null) {
            return;
        }
        int at = index(first);
        ByteBuf ready = waiting[at];
        while (ready != null) {
            out.writeBytes(ready);
            parkedBytes -= ready.writerIndex();
            ready.release();
            waiting[at] = null;
            first += parkedPlaces[at];
            at = index(first);
            ready = waiting[at];
        }
    }

    /** Keeps a copy of replies that are not in turn, until {@link #give} reaches them. */
    public void park(long sequence, int places, ByteBuf bytes, int start, int length) {
        if (parked == null) {
            parked = new ByteBuf[notes.length];
            parkedPlaces = new int[notes.length];
        }
        int at = index(sequence);
        parked[at] = PooledByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(bytes, start, length);
        parkedPlaces[at] = places;
        parkedBytes += length;
    }

    /** Forgets everything, for a client that is gone. */
    public void release() {
        if (parked != null) {
            for (ByteBuf bytes : parked) {
                if (bytes != null) {
                    bytes.release();
                }
            }
            parked = null;
        }
        parkedBytes = 0;
        first = next;
    }

    private int index(long sequence) {
        return (int) sequence & (notes.length - 1);
    }

    private void grow() {
        int size = notes.length;
        notes = twice(notes, size);
        if (parked != null) {
            ByteBuf[] old = parked;
            int[] oldPlaces = parkedPlaces;
            ByteBuf[] larger = new ByteBuf[size * 2];
            int[] largerPlaces = new int[size * 2];
            for (long s = first; s < next; s++) {
                int from = (int) s & (size - 1);
                larger[index(s)] = old[from];
                largerPlaces[index(s)] = oldPlaces[from];
            }
            parked = larger;
            parkedPlaces = largerPlaces;
        }
    }

    /** The ring in an array of twice the size: an entry stands at its sequence modulo the size, so some move up. */
    private long[] twice(long[] ring, int size) {
        long[] larger = Arrays.copyOf(ring, size * 2);
        for (long s = first; s < next; s++) {
            larger[(int) s & (size * 2 - 1)] = ring[(int) s & (size - 1)];
        }
        return larger;
    }
}
