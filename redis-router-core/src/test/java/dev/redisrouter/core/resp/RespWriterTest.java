package dev.redisrouter.core.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: what the router says itself is RESP, in the client's version of it. */
class RespWriterTest {

    @Test
    void statusAndErrorAreOneLineWhateverTheirText() {
        assertThat(written(out -> RespWriter.simple(out, "FULLRESYNC x"))).isEqualTo("+FULLRESYNC x\r\n");
        assertThat(written(out -> RespWriter.error(out, "ERR unknown command 'a\r\n+OK\r\nb'")))
                .isEqualTo("-ERR unknown command 'a  +OK  b'\r\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, -1, -10, 1234567890, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersAreWrittenInFull(long value) {
        assertThat(written(out -> RespWriter.integer(out, value))).isEqualTo(":" + value + "\r\n");
    }

    @Test
    void stringsCarryTheirLengthInBytes() {
        assertThat(written(out -> RespWriter.bulk(out, "héllo".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("$6\r\nh\u00c3\u00a9llo\r\n");
        assertThat(written(out -> RespWriter.bulk(out, "héllo"))).isEqualTo("$6\r\nh\u00c3\u00a9llo\r\n");
        assertThat(written(out -> RespWriter.bulk(out, Bytes.of("hello"), 8, 3)))
                .isEqualTo("$3\r\nell\r\n");
        assertThat(written(out -> RespWriter.bulk(out, ""))).isEqualTo("$0\r\n\r\n");
    }

    @Test
    void whatTheVersionsSayDifferently() {
        assertThat(written(out -> RespWriter.verbatim(out, "é", 2))).isEqualTo("$2\r\n\u00c3\u00a9\r\n");
        assertThat(written(out -> RespWriter.verbatim(out, "é", 3))).isEqualTo("=6\r\ntxt:\u00c3\u00a9\r\n");
        assertThat(written(out -> RespWriter.nil(out, 2))).isEqualTo("$-1\r\n");
        assertThat(written(out -> RespWriter.nil(out, 3))).isEqualTo("_\r\n");
        assertThat(written(out -> RespWriter.nilArray(out, 2))).isEqualTo("*-1\r\n");
        assertThat(written(out -> RespWriter.nilArray(out, 3))).isEqualTo("_\r\n");
        assertThat(written(out -> RespWriter.map(out, 7, 2))).isEqualTo("*14\r\n");
        assertThat(written(out -> RespWriter.map(out, 7, 3))).isEqualTo("%7\r\n");
        assertThat(written(out -> RespWriter.push(out, 3, 2))).isEqualTo("*3\r\n");
        assertThat(written(out -> RespWriter.push(out, 3, 3))).isEqualTo(">3\r\n");
    }

    @Test
    void aCommandCanBeReadBack() {
        ByteBuf out = Unpooled.buffer();
        RespWriter.command(out, "CLIENT", "SETNAME", "é");
        RespWriter.command(out, new byte[] {'P'}, new byte[0]);

        RequestDecoder decoder = new RequestDecoder(100, 100, 1000);
        assertThat(decoder.next(out)).isEqualTo(RequestDecoder.Result.FRAME);
        assertThat(Bytes.arguments(decoder)).containsExactly("CLIENT", "SETNAME", "\u00c3\u00a9");
        assertThat(decoder.next(out)).isEqualTo(RequestDecoder.Result.FRAME);
        assertThat(Bytes.arguments(decoder)).containsExactly("P", "");
    }

    @ParameterizedTest
    @EnumSource(FixedReply.class)
    void aFixedReplyIsExactlyOneReply(FixedReply reply) {
        ByteBuf out = Unpooled.buffer();
        reply.writeTo(out);

        assertThat(out.readableBytes()).isEqualTo(reply.length());
        assertThat(new ReplyScanner().scan(out, 0, out.writerIndex())).isEqualTo(reply.length());
    }

    private static String written(Consumer<ByteBuf> write) {
        ByteBuf out = Unpooled.buffer(1);
        write.accept(out);
        return Bytes.text(out);
    }
}
