package dev.redisrouter.core.door;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/**
 * Bytes that one end of an in-process connection has written and the other has not read yet. Owns the buffers in it.
 * Bounded by its writer, which stops when {@link #bytes()} reaches its high water mark. Only on the event loop.
 */
final class Inbox {

    private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>();
    private long bytes;

    /** Takes over one reference to {@code buffer}. */
    void add(ByteBuf buffer) {
        int readable = buffer.readableBytes();
        if (readable == 0) {
            // A socket does not deliver an empty write either, and a reader would take it for progress.
            buffer.release();
            return;
        }
        buffers.add(buffer);
        bytes += readable;
    }

    /**
     * The next bytes, at most {@code maxBytes} of them; the caller releases them. A buffer that fits is handed over as
     * it is, a longer one in slices.
     *
     * @throws IllegalStateException when there are none
     */
    ByteBuf next(int maxBytes) {
        ByteBuf first = buffers.peek();
        if (first == null) {
            throw new IllegalStateException("nothing to read (expected: a check of isEmpty() before)");
        }
        int length = Math.min(first.readableBytes(), maxBytes);
        bytes -= length;
        if (length < first.readableBytes()) {
            return first.readRetainedSlice(length);
        }
        buffers.remove();
        return first;
    }

    boolean isEmpty() {
        return buffers.isEmpty();
    }

    /** Bytes not read yet. */
    long bytes() {
        return bytes;
    }

    /** Releases all that is left. */
    void clear() {
        for (ByteBuf buffer = buffers.poll(); buffer != null; buffer = buffers.poll()) {
            buffer.release();
        }
        bytes = 0;
    }
}
