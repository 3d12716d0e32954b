package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all commands given to one connection, kept from the moment they are given until their replies have
 * arrived, so that what was not executed can be sent elsewhere. Bytes have positions that count from 0 and never
 * repeat. Only on the event loop.
 */
final class SendLog {
    /*
     * A queue of chunks. Commands are copied to the end of the last chunk and never cross from one into the next, so
     * a command can be decoded again where it lies. Writing hands slices to the channel; the chunk's reference count
     * tells when the channel has let go of them. A chunk whose commands are all answered goes back to the allocator,
     * apart from the last one: it starts over when nobody holds a slice of it.
     */
    private static final int CHUNK = 32 * 1024;

    private final ByteBufAllocator allocator;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private @Nullable Chunk last;
    private long appended;
    private long written;
    private long answered;

    SendLog(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Where the next command will begin. */
    long end() {
        return appended;
    }

    /** Everything before this position was handed to the channel, and may have reached the node. */
    long written() {
        return written;
    }

    /** Bytes given and not answered yet. */
    long pendingBytes() {
        return appended - answered;
    }

    /** Copies a command to the end. */
    void append(ByteBuf source, int from, int length) {
        ByteBuf room = room(length);
        room.writeBytes(source, from, length);
        appended += length;
    }

    private ByteBuf room(int length) {
        Chunk chunk = last;
        if (chunk == null || chunk.bytes.maxCapacity() - chunk.bytes.writerIndex() < length) {
            int capacity = Math.max(CHUNK, length);
            chunk = new Chunk(allocator.directBuffer(capacity, capacity), appended);
            chunks.add(chunk);
            last = chunk;
        }
        return chunk.bytes;
    }

    /** Hands everything before {@code limit} that has not been written yet to the channel; the caller flushes. */
    void writeTo(Channel channel, long limit) {
        for (Chunk chunk : chunks) {
            long end = Math.min(limit, chunk.end());
            if (end > written) {
                int from = (int) (written - chunk.start);
                channel.write(chunk.bytes.retainedSlice(from, (int) (end - written)), channel.voidPromise());
                written = end;
            }
        }
    }

    /** Everything before this position is answered and need not be kept. */
    void answered(long position) {
        answered = position;
        Chunk first = chunks.peekFirst();
        while (first != null && first != last && first.end() <= position) {
            chunks.removeFirst();
            first.bytes.release();
            first = chunks.peekFirst();
        }
        if (first != null && position == appended && written == appended) {
            startOver(first);
        }
    }

    private void startOver(Chunk only) {
        // one that the leak detector watches has a stack trace made for each of its slices
        boolean watched = only.bytes.unwrap() != null;
        if (watched || only.bytes.capacity() > CHUNK) {
            chunks.clear();
            last = null;
            only.bytes.release();
        } else if (only.bytes.refCnt() == 1) {
            only.bytes.clear();
            only.start = appended;
        }
    }

    /** The chunk that holds a position, as a view that begins there and ends with the chunk; valid until changed. */
    ByteBuf from(long position) {
        for (Chunk chunk : chunks) {
            if (position >= chunk.start && position < chunk.end()) {
                int from = (int) (position - chunk.start);
                return chunk.bytes.slice(from, chunk.bytes.writerIndex() - from);
            }
        }
        throw new IllegalStateException(
                "position: " + position + " (expected: " + answered + "-" + (appended - 1) + ")");
    }

    void release() {
        for (Chunk chunk : chunks) {
            chunk.bytes.release();
        }
        chunks.clear();
        last = null;
    }

    private static final class Chunk {
        final ByteBuf bytes;
        long start;

        Chunk(ByteBuf bytes, long start) {
            this.bytes = bytes;
            this.start = start;
        }

        long end() {
            return start + bytes.writerIndex();
        }
    }
}
