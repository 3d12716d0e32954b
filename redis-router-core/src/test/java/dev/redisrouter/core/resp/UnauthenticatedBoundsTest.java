package dev.redisrouter.core.resp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.resp.RequestDecoder.Result;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who has not said who he is may ask for ten arguments of 16 KiB, as with Redis. */
class UnauthenticatedBoundsTest {

    @Test
    void anUnauthenticatedClientMayAskForLittle() {
        RequestDecoder decoder = new RequestDecoder(512 << 20, 1 << 20, 1 << 30);
        decoder.restrict(true);
        String ten = "*10\r\n" + "$1\r\na\r\n".repeat(10);
        String long16k = "*1\r\n$16384\r\n" + "a".repeat(16384) + "\r\n";
        assertThat(decoder.next(Bytes.of(ten))).isEqualTo(Result.FRAME);
        assertThat(decoder.next(Bytes.of(long16k))).isEqualTo(Result.FRAME);

        assertThat(refusal("*11\r\n")).isEqualTo("-ERR Protocol error: unauthenticated multibulk length\r\n");
        assertThat(refusal("*1048577\r\n")).isEqualTo("-ERR Protocol error: invalid multibulk length\r\n");
        assertThat(refusal("*1\r\n$16385\r\n")).isEqualTo("-ERR Protocol error: unauthenticated bulk length\r\n");
        assertThat(refusal("*1\r\n$536870913\r\n")).isEqualTo("-ERR Protocol error: invalid bulk length\r\n");
        decoder.restrict(false);
        assertThat(decoder.next(Bytes.of("*11\r\n"))).isEqualTo(Result.INCOMPLETE);
    }

    private static String refusal(String request) {
        RequestDecoder decoder = new RequestDecoder(512 << 20, 1 << 20, 1 << 30);
        decoder.restrict(true);
        assertThat(decoder.next(Bytes.of(request))).isEqualTo(Result.MALFORMED);
        return new String(decoder.error(), StandardCharsets.US_ASCII);
    }
}
