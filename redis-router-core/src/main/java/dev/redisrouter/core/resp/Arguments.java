package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * Where the arguments of one request lie, as pairs (offset from the frame's start, length). Grows with the arguments
 * that have arrived, never with the number that the peer announced. Only on its connection's event loop.
 */
final class Arguments {
    private static final int INITIAL = 16;
    /** A larger array is given up after its request, so that one giant command does not stay in memory for good. */
    private static final int KEPT = 1024;

    private int[] spans = new int[2 * INITIAL];
    private int count;

    int count() {
        return count;
    }

    int offset(int argument) {
        return spans[2 * argument];
    }

    int length(int argument) {
        return spans[2 * argument + 1];
    }

    void add(int offset, int length) {
        int at = 2 * count;
        if (at == spans.length) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        spans[at] = offset;
        spans[at + 1] = length;
        count++;
    }

    void clear() {
        count = 0;
        if (spans.length > 2 * KEPT) {
            spans = new int[2 * INITIAL];
        }
    }

    /** How many arguments fit without growing. */
    int capacity() {
        return spans.length / 2;
    }

    /**
     * The same request in the form that every server reads alike, in a heap buffer of its own that needs no release;
     * from then on the positions refer to that buffer.
     */
    ByteBuf rewrite(ByteBuf from, int start) {
        long size = 32;
        for (int argument = 0; argument < count; argument++) {
            size += 16L + length(argument);
        }
        ByteBuf out = Unpooled.wrappedBuffer(new byte[Math.toIntExact(size)]).clear();
        RespWriter.array(out, count);
        for (int argument = 0; argument < count; argument++) {
            RespWriter.bulk(out, from, start + offset(argument), length(argument));
            spans[2 * argument] = out.writerIndex() - 2 - length(argument);
        }
        return out;
    }
}
