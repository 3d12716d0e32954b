package dev.redisrouter.benchmarks.micro;

import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes as they arrive: in a direct buffer, as that of an event loop is, but of memory that needs no release. */
final class Wire {
    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ARGUMENTS = 1 << 10;

    private Wire() {}

    static ByteBuf command(String... words) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.command(bytes, words);
        return room(bytes.readableBytes()).writeBytes(bytes);
    }

    static ByteBuf text(String resp) {
        byte[] bytes = resp.getBytes(StandardCharsets.UTF_8);
        return room(bytes.length).writeBytes(bytes);
    }

    /** An empty buffer for so many bytes. */
    static ByteBuf room(int bytes) {
        return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(bytes)).clear();
    }

    static RequestDecoder decoder() {
        return new RequestDecoder(MAX_BYTES, MAX_ARGUMENTS, MAX_BYTES);
    }

    /** A decoder that has just found this request. */
    static RequestDecoder decoded(String... words) {
        RequestDecoder decoder = decoder();
        RequestDecoder.Result result = decoder.next(command(words));
        if (result != RequestDecoder.Result.FRAME) {
            throw new IllegalStateException("request: " + result + " (expected: FRAME)");
        }
        return decoder;
    }
}
