package dev.redisrouter.core.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.resp.RequestDecoder.Result;
import io.netty.buffer.ByteBuf;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: what Redis refuses is refused in Redis's words, at every cut, and nothing behind it is executed. The answers
 * were taken from redis-server 7.0.15.
 */
class RequestDecoderErrorTest {
    private static final String LINE_64K = "1".repeat(64 * 1024);

    private final RequestDecoder decoder = new RequestDecoder(512 << 20, 1 << 20, 1 << 30);

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("*x\r\n", "invalid multibulk length"),
                refusal("*\r\n", "invalid multibulk length"),
                refusal("*01\r\n", "invalid multibulk length"),
                refusal("*+1\r\n", "invalid multibulk length"),
                refusal("* 1\r\n", "invalid multibulk length"),
                refusal("*1 \r\n", "invalid multibulk length"),
                refusal("*-\r\n", "invalid multibulk length"),
                refusal("*-0\r\n", "invalid multibulk length"),
                refusal("*1\0\r\n", "invalid multibulk length"),
                refusal("*2147483648\r\n", "invalid multibulk length"),
                refusal("*99999999999999999999\r\n", "invalid multibulk length"),
                refusal("*1\r\n$x\r\n", "invalid bulk length"),
                refusal("*1\r\n$\r\n", "invalid bulk length"),
                refusal("*1\r\n$-1\r\n", "invalid bulk length"),
                refusal("*1\r\n$04\r\nPING\r\n", "invalid bulk length"),
                refusal("*1\r\n$536870913\r\n", "invalid bulk length"),
                refusal("*1\r\nX4\r\nPING\r\n", "expected '$', got 'X'"),
                refusal("*1\r\n\u00ff\r\n", "expected '$', got '\u00ff'"),
                refusal("*1\r\n\r\n", "expected '$', got ' '"),
                refusal("*1\r\n\n\r\n", "expected '$', got ' '"),
                refusal("*2\r\n$4\r\nPING\r\n:1\r\n", "expected '$', got ':'"),
                refusal("*" + LINE_64K, "too big mbulk count string"),
                refusal("*1\r\n$" + LINE_64K, "too big bulk count string"),
                refusal("*1\r\nx" + LINE_64K, "too big bulk count string"),
                refusal("x" + LINE_64K, "too big inline request"),
                refusal("ping \"a\r\n", "unbalanced quotes in request"),
                refusal("ping 'a\r\n", "unbalanced quotes in request"),
                refusal("ping \"a\"b\r\n", "unbalanced quotes in request"),
                refusal("ping 'a'b\r\n", "unbalanced quotes in request"),
                refusal("ping \"\\\r\n", "unbalanced quotes in request"),
                refusal("PI\0NG\r\n", "NUL in inline request"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedInRedisWords(String bytes, String reply) {
        ByteBuf in = Bytes.of(bytes + "*1\r\n$8\r\nFLUSHALL\r\n");

        assertThat(decoder.next(in)).isEqualTo(Result.MALFORMED);
        assertThat(decoder.error()).asString(ISO_8859_1).isEqualTo(reply);
        assertThat(decoder.next(in)).isEqualTo(Result.MALFORMED);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isRefusedAlikeWhereverItIsCut(String bytes, String reply) {
        for (int cut = bytes.length() > 1000 ? bytes.length() - 2 : 0; cut < bytes.length(); cut++) {
            RequestDecoder fresh = new RequestDecoder(512 << 20, 1 << 20, 1 << 30);
            fresh.next(Bytes.of(bytes.substring(0, cut)));

            assertThat(fresh.next(Bytes.of(bytes))).isEqualTo(Result.MALFORMED);
            assertThat(fresh.error()).asString(ISO_8859_1).isEqualTo(reply);
        }
    }

    @Test
    void aLineOfJustUnder64KiBIsStillAwaited() {
        assertThat(decoder.next(Bytes.of(LINE_64K))).isEqualTo(Result.INCOMPLETE);
        assertThat(decoder.next(Bytes.of(LINE_64K + "\n"))).isEqualTo(Result.FRAME);
        assertThat(decoder.argumentLength(0)).isEqualTo(64 * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\n",
                "post\r\n",
                "Host: example\r\n",
                "*1\r\n$4\r\nPoSt\r\n",
                "*2\r\n$5\r\nHOST:\r\n$1\r\nx\r\n",
                "*1\r\n$4\r\nPOSTxx"
            })
    void aWebPageIsCutOffWithoutAWord(String bytes) {
        assertThat(decoder.next(Bytes.of(bytes))).isEqualTo(Result.MALFORMED);
        assertThat(decoder.error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST a\r\n", "POSTS\r\n", "HGET a b\r\n", "*1\r\n$5\r\nHOSTS\r\n"})
    void whatOnlyResemblesAWebPageIsARequest(String bytes) {
        assertThat(decoder.next(Bytes.of(bytes))).isEqualTo(Result.FRAME);
    }

    private static Arguments refusal(String bytes, String text) {
        return Arguments.of(bytes, "-ERR Protocol error: " + text + "\r\n");
    }
}
