package dev.redisrouter.core.resp;

import static dev.redisrouter.core.resp.RequestDecoder.Result.EMPTY;
import static dev.redisrouter.core.resp.RequestDecoder.Result.FRAME;
import static dev.redisrouter.core.resp.RequestDecoder.Result.INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: every request that Redis reads is found, with its arguments, and is handed on in the one canonical form. */
class RequestDecoderTest {
    private final RequestDecoder decoder = new RequestDecoder(512 << 20, 1 << 20, 1 << 30);

    @Test
    void aRequestIsFoundInPlaceAndTheReaderMovedPastIt() {
        ByteBuf in = Bytes.of("*2\r\n$3\r\nGET\r\n$11\r\nhello world\r\nnext");

        assertThat(decoder.next(in)).isEqualTo(FRAME);

        assertThat(decoder.frame()).isSameAs(in);
        assertThat(Bytes.frame(decoder)).isEqualTo("*2\r\n$3\r\nGET\r\n$11\r\nhello world\r\n");
        assertThat(Bytes.arguments(decoder)).containsExactly("GET", "hello world");
        assertThat(Bytes.text(in)).isEqualTo("next");
    }

    @Test
    void pipelinedRequestsAreFoundOneAfterTheOther() {
        ByteBuf in = Bytes.of("*1\r\n$4\r\nPING\r\nECHO hi\r\n*2\r\n$4\r\nECHO\r\n$0\r\n\r\n");

        assertThat(decoder.next(in)).isEqualTo(FRAME);
        assertThat(Bytes.arguments(decoder)).containsExactly("PING");
        assertThat(decoder.next(in)).isEqualTo(FRAME);
        assertThat(Bytes.arguments(decoder)).containsExactly("ECHO", "hi");
        assertThat(decoder.next(in)).isEqualTo(FRAME);
        assertThat(Bytes.arguments(decoder)).containsExactly("ECHO", "");
        assertThat(decoder.next(in)).isEqualTo(INCOMPLETE);
        assertThat(in.isReadable()).isFalse();
    }

    @Test
    void bytesOfAnArgumentAreNeverTakenForProtocol() {
        String value = "*1\r\n$4\r\nPING\r\n\0\u00ff$9\r\n";

        assertThat(decoder.next(Bytes.of(Bytes.multibulk(List.of("SET", "k", value)))))
                .isEqualTo(FRAME);

        assertThat(Bytes.arguments(decoder)).containsExactly("SET", "k", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\n", "\n", "   \r\n", "\t\u000b\f \n", "*0\r\n", "*-1\r\n", "*-5\r\n", "*-12345678901\r\n"})
    void whatAsksForNothingIsSkipped(String nothing) {
        ByteBuf in = Bytes.of(nothing + "*1\r\n$4\r\nPING\r\n");

        assertThat(decoder.next(in)).isEqualTo(EMPTY);
        assertThat(decoder.next(in)).isEqualTo(FRAME);

        assertThat(Bytes.arguments(decoder)).containsExactly("PING");
    }

    @Test
    void anInlineRequestIsHandedOnAsAnArray() {
        ByteBuf in = Bytes.of("set  key 'a b'\r\nnext");

        assertThat(decoder.next(in)).isEqualTo(FRAME);

        assertThat(Bytes.frame(decoder)).isEqualTo("*3\r\n$3\r\nset\r\n$3\r\nkey\r\n$3\r\na b\r\n");
        assertThat(Bytes.arguments(decoder)).containsExactly("set", "key", "a b");
        assertThat(Bytes.text(in)).isEqualTo("next");
    }

    /** Redis skips the byte behind each \r, and the two behind each argument, without a look at them. */
    @Test
    void lineEndsThatOnlyRedisForgivesAreMended() {
        ByteBuf in = Bytes.of("*2\rX$4\rYECHOab$10\rZ0123456789\n\rnext");

        assertThat(decoder.next(in)).isEqualTo(FRAME);

        assertThat(Bytes.frame(decoder)).isEqualTo("*2\r\n$4\r\nECHO\r\n$10\r\n0123456789\r\n");
        assertThat(Bytes.arguments(decoder)).containsExactly("ECHO", "0123456789");
        assertThat(Bytes.text(in)).isEqualTo("next");
    }

    @Test
    void mendingOneRequestLeavesTheNextInPlace() {
        ByteBuf in = Bytes.of("*1\r\n$4\r\nPINGxx*1\r\n$4\r\nPING\r\n");

        assertThat(decoder.next(in)).isEqualTo(FRAME);
        assertThat(decoder.frame()).isNotSameAs(in);
        assertThat(decoder.next(in)).isEqualTo(FRAME);
        assertThat(decoder.frame()).isSameAs(in);
    }
}
