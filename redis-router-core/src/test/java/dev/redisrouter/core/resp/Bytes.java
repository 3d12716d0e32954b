package dev.redisrouter.core.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Bytes written as text, one char for one byte, so that tests show what is on the wire. */
public final class Bytes {
    private Bytes() {}

    /** A buffer of exactly these bytes that starts at an odd index, so that a mix-up of index and offset shows. */
    public static ByteBuf of(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return Unpooled.wrappedBuffer(new byte[bytes.length + 7]).setIndex(7, 7).writeBytes(bytes);
    }

    public static String text(ByteBuf in, int offset, int length) {
        return in.toString(offset, length, ISO_8859_1);
    }

    public static String text(ByteBuf in) {
        return in.toString(ISO_8859_1);
    }

    public static List<String> arguments(Request request) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < request.argumentCount(); i++) {
            arguments.add(text(request.frame(), request.argumentOffset(i), request.argumentLength(i)));
        }
        return arguments;
    }

    public static String frame(Request request) {
        return text(request.frame(), request.frameStart(), request.frameEnd() - request.frameStart());
    }

    /** The same words as an array of bulk strings. */
    public static String multibulk(List<String> words) {
        StringBuilder out = new StringBuilder("*" + words.size() + "\r\n");
        for (String word : words) {
            out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return out.toString();
    }
}
