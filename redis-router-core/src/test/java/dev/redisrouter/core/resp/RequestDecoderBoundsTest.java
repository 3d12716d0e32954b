package dev.redisrouter.core.resp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.redisrouter.core.resp.RequestDecoder.Result;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Promise: a peer's number costs no memory and no time, only bytes that it really sent do. */
class RequestDecoderBoundsTest {

    @Test
    void anAnnouncedGiantIsAwaitedWithoutMemoryForIt() {
        RequestDecoder decoder = new RequestDecoder(512 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE);
        ByteBuf in = Bytes.of("*2147483647\r\n$536870912\r\nabc");

        long before = allocated();
        Result result = decoder.next(in);
        long allocated = allocated() - before;

        assertThat(result).isEqualTo(Result.INCOMPLETE);
        assertThat(allocated).isLessThan(4096);
    }

    @Test
    void ordinaryRequestsAllocateNothing() {
        RequestDecoder decoder = new RequestDecoder(512 << 20, 1 << 20, 1 << 30);
        ByteBuf in = Bytes.of("*3\r\n$3\r\nSET\r\n$20\r\nabcdefghijklmnopqrst\r\n$1\r\nv\r\n");
        int start = in.readerIndex();
        decode(decoder, in, start, 20_000);

        long before = allocated();
        decode(decoder, in, start, 100_000);
        long allocated = allocated() - before;

        assertThat(allocated).isLessThan(4096);
    }

    /** Looking at every byte again with each piece would be 100 GB in all. */
    @Test
    void aGiantArgumentInSmallPiecesIsNotScanned() {
        RequestDecoder decoder = new RequestDecoder(512 << 20, 16, 1 << 30);
        ByteBuf in = Unpooled.buffer(10_000_100).writeBytes(Bytes.of("*1\r\n$10000000\r\n"));
        for (int piece = 0; piece < 10_000; piece++) {
            assertThat(decoder.next(in)).isEqualTo(Result.INCOMPLETE);
            in.writerIndex(in.writerIndex() + 1000);
        }
        in.writeShort('\r' << 8 | '\n');

        assertThat(decoder.next(in)).isEqualTo(Result.FRAME);
        assertThat(decoder.argumentLength(0)).isEqualTo(10_000_000);
    }

    /** The second buffer breaks the contract on purpose: only a decoder that looks again at old bytes would notice. */
    @Test
    void aLineInSmallPiecesIsNotSearchedAgain() {
        RequestDecoder decoder = new RequestDecoder(512 << 20, 16, 1 << 30);
        assertThat(decoder.next(Bytes.of("ECHO abc"))).isEqualTo(Result.INCOMPLETE);

        assertThat(decoder.next(Bytes.of("ECHO\nabcd"))).isEqualTo(Result.INCOMPLETE);
    }

    @Test
    void theArrayOfAGiantCommandIsGivenBackAfterIt() {
        Arguments arguments = new Arguments();
        for (int i = 0; i < 100_000; i++) {
            arguments.add(i, 1);
        }
        assertThat(arguments.capacity()).isGreaterThanOrEqualTo(100_000);

        arguments.clear();

        assertThat(arguments.capacity()).isEqualTo(16);
    }

    @Test
    void moreArgumentsThanAllowedAreRefused() {
        RequestDecoder decoder = new RequestDecoder(100, 2, 1000);

        assertThat(decoder.next(Bytes.of(Bytes.multibulk(Collections.nCopies(2, "a")))))
                .isEqualTo(Result.FRAME);
        assertThat(decoder.next(Bytes.of("*3\r\n"))).isEqualTo(Result.MALFORMED);
        assertThat(decoder.error()).asString().contains("invalid multibulk length");
        assertThat(new RequestDecoder(100, 2, 1000).next(Bytes.of("a b c\n"))).isEqualTo(Result.MALFORMED);
    }

    @Test
    void aLargerRequestThanAllowedIsCutOffWithoutAWord() {
        assertThat(new RequestDecoder(100, 9, 21).next(Bytes.of("*1\r\n$9\r\n123456789\r\n")))
                .isEqualTo(Result.FRAME);
        RequestDecoder decoder = new RequestDecoder(100, 9, 18);

        assertThat(decoder.next(Bytes.of("*1\r\n$9\r\n"))).isEqualTo(Result.MALFORMED);
        assertThat(decoder.error()).isEmpty();
    }

    private static void decode(RequestDecoder decoder, ByteBuf in, int start, int times) {
        for (int i = 0; i < times; i++) {
            in.readerIndex(start);
            if (decoder.next(in) != Result.FRAME || decoder.argumentCount() != 3) {
                throw new AssertionError("not decoded");
            }
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
