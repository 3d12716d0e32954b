package dev.redisrouter.test.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes on their way in one direction, at most so many; what is more waits in the sender's socket. Only on the proxy's thread. */
final class Pipe {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int READ_BYTES = 64 * 1024;

    private final Direction direction;
    private final SocketChannel from;
    private final SocketChannel to;
    private final Fault fault;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private int bytes;
    private boolean ended;
    private boolean blocked;
    private boolean done;

    /**
     * What arrived together.
     *
     * @param bytes none for the end of the stream
     * @param due when it may go on, by {@link System#nanoTime}
     */
    private record Chunk(ByteBuffer bytes, long due) {}

    Pipe(Direction direction, SocketChannel from, SocketChannel to, Fault fault) {
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.fault = fault;
    }

    /** Passes on all that can be passed on at this moment. */
    void pass(ByteBuffer buffer) throws IOException {
        if (fault.isCut(direction)) {
            return;
        }
        while (wantsToRead()) {
            int read = from.read(buffer.clear().limit(READ_BYTES));
            if (read == 0) {
                break;
            }
            ended = read < 0;
            add(buffer.flip(), Math.max(read, 0));
        }
        write();
    }

    private void add(ByteBuffer buffer, int size) {
        ByteBuffer copy = ByteBuffer.allocate(size);
        if (size > 0) {
            copy.put(buffer).flip();
        }
        bytes += size;
        chunks.add(new Chunk(copy, System.nanoTime() + fault.delayNanos()));
    }

    private void write() throws IOException {
        blocked = false;
        for (Chunk chunk = chunks.peek(); chunk != null && isDue(chunk); chunk = chunks.peek()) {
            if (chunk.bytes().capacity() == 0) {
                to.shutdownOutput();
                done = true;
            } else {
                bytes -= to.write(chunk.bytes());
                blocked = chunk.bytes().hasRemaining();
            }
            if (blocked) {
                return;
            }
            chunks.remove();
        }
    }

    boolean wantsToRead() {
        return !ended && bytes < MOST_BYTES && !fault.isCut(direction);
    }

    /** The receiver takes no more for now. */
    boolean wantsToWrite() {
        return blocked && !fault.isCut(direction);
    }

    /** The sender has ended, and the receiver knows. */
    boolean isDone() {
        return done;
    }

    /** Nanoseconds until something is due; {@link Long#MAX_VALUE} if nothing is waiting for a time. */
    long untilDue() {
        Chunk next = chunks.peek();
        return next == null || blocked || fault.isCut(direction) || isDue(next)
                ? Long.MAX_VALUE
                : next.due() - System.nanoTime();
    }

    private static boolean isDue(Chunk chunk) {
        return chunk.due() - System.nanoTime() <= 0;
    }
}
