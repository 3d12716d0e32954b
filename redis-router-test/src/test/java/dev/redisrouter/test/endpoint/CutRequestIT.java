package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that arrives in pieces, cut anywhere, is the request that was sent. */
class CutRequestIT {
    private static final List<String> REQUESTS = List.of(
            Wire.command("SET", "key", "value\r\n*1\r\n") + Wire.command("GET", "key"),
            "SET key \"a \\x00 b\"\r\nGET key\r\nGET key\n",
            Wire.command("MULTI")
                    + Wire.command("APPEND", "key", "x")
                    + Wire.command("GET", "key")
                    + Wire.command("EXEC"),
            "*-1\r\n\r\n" + Wire.command("SELECT", "3") + Wire.command("SET", "key", "three")
                    + Wire.command("GET", "key"));

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void isTheSameWhereverItIsCut() {
        try (Wire other = Wire.to(redis.router())) {
            for (String request : REQUESTS) {
                String whole = answer(other, request, 0, 0);
                for (int cut = 1; cut < request.length(); cut++) {
                    assertThat(answer(other, request, cut, cut))
                            .as("cut at %s", cut)
                            .isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void isTheSameByteByByte() {
        try (Wire other = Wire.to(redis.router())) {
            for (String request : REQUESTS) {
                assertThat(answer(other, request, 1, request.length() - 1)).isEqualTo(answer(other, request, 0, 0));
            }
        }
    }

    /** Sends the pieces that end at these positions one by one, and then the rest. */
    private static String answer(Wire other, String request, int firstCut, int lastCut) {
        other.call("FLUSHALL");
        try (Wire client = Wire.to(redis.router())) {
            int from = 0;
            for (int cut = firstCut; cut <= lastCut; cut++) {
                client.send(request.substring(from, cut));
                from = cut;
                // The answer to another client on the same event loop shows that the loop has seen the piece.
                assertThat(other.call("PING")).isEqualTo("+PONG\r\n");
            }
            return client.send(request.substring(from) + Wire.command("QUIT")).untilClosed();
        }
    }
}
