package dev.redisrouter.core.journey;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;

/**
 * Buffers for what goes to clients, each used again as soon as its channel has let go of it. One per event loop, and only
 * there.
 */
final class OutputBuffers {
    /*
     * A client needs a buffer from its first reply of a turn to the end of that turn, so few are needed at a time, and an
     * allocator would be asked once for every command. Pooled ones, since Netty copies between these by address; its
     * adaptive ones would make a view for each copy.
     */
    private static final int SIZE = 512;

    /**
     * One that has grown further is not kept: a client that reads slowly may hold thousands with a few bytes in each, and its
     * bounds count those bytes, not the room behind them.
     */
    private static final int LARGEST = 16 * 1024;

    /** What all that are kept may have grown to, in bytes. */
    private static final int MOST = 2 * 1024 * 1024;

    private final ArrayDeque<ByteBuf> kept = new ArrayDeque<>();
    private int keptBytes;

    /** An empty buffer; the caller owns it. */
    ByteBuf take() {
        ByteBuf oldest = kept.pollFirst();
        if (oldest != null) {
            keptBytes -= oldest.capacity();
            if (oldest.refCnt() == 1) {
                return oldest.clear();
            }
            // its channel still has it, and whoever reads so slowly may do so for long
            oldest.release();
        }
        return PooledByteBufAllocator.DEFAULT.directBuffer(SIZE);
    }

    /** Takes the caller's reference; others may still read what is in the buffer. */
    void giveBack(ByteBuf buffer) {
        int size = buffer.capacity();
        if (size > LARGEST || keptBytes + size > MOST) {
            buffer.release();
        } else {
            keptBytes += size;
            kept.addLast(buffer);
        }
    }

    /** No more is asked of it. */
    void release() {
        kept.forEach(ByteBuf::release);
        kept.clear();
        keptBytes = 0;
    }
}
