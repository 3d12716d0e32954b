package dev.redisrouter.core.upstream;

import dev.redisrouter.core.resp.RequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Walks over the commands in a {@link SendLog}, from one that is not answered yet. Only on the event loop. */
final class LogCursor {
    private final SendLog log;
    private final RequestDecoder decoder = new RequestDecoder(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    private long position;
    private ByteBuf rest = Unpooled.EMPTY_BUFFER;

    LogCursor(SendLog log, long position) {
        this.log = log;
        this.position = position;
    }

    /** Where the next command begins. */
    long position() {
        return position;
    }

    /** The next command, as a view on the log. */
    ByteBuf next() {
        if (!rest.isReadable()) {
            rest = log.from(position);
        }
        int start = rest.readerIndex();
        RequestDecoder.Result result = decoder.next(rest);
        if (result != RequestDecoder.Result.FRAME) {
            throw new IllegalStateException("command at " + position + ": " + result + " (expected: FRAME)");
        }
        int length = rest.readerIndex() - start;
        position += length;
        return rest.slice(start, length);
    }

    LogCursor skip(int commands) {
        for (int i = 0; i < commands; i++) {
            next();
        }
        return this;
    }
}
