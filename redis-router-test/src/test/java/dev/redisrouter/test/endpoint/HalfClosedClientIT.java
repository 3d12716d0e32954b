package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that has sent all it has to say, and said so, gets its answers before the connection ends. */
class HalfClosedClientIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void getsTheAnswersToItsPipeline() {
        try (Wire client = Wire.to(redis.router())) {
            String sent = "SET k v\r\nGET k\r\n".repeat(2_000);
            assertThat(client.send(sent).finishSending().untilClosed()).isEqualTo("+OK\r\n$1\r\nv\r\n".repeat(2_000));
        }
    }

    @Test
    void getsTheAnswersToWhatNeedsAConnectionOfItsOwn() {
        try (Wire client = Wire.to(redis.router())) {
            client.send("SELECT 9\r\nSET k nine\r\nWATCH k\r\nMULTI\r\nGET k\r\nEXEC\r\nSELECT 0\r\nEXISTS k\r\n");
            assertThat(client.finishSending().untilClosed())
                    .isEqualTo("+OK\r\n+OK\r\n+OK\r\n+OK\r\n+QUEUED\r\n*1\r\n$4\r\nnine\r\n+OK\r\n:0\r\n");
        }
    }

    @Test
    void getsTheAnswersBehindTheEndOfItsSubscription() {
        try (Wire client = Wire.to(redis.router())) {
            assertThat(client.call("SUBSCRIBE", "news")).contains("subscribe");
            client.send("RESET\r\nSET k after\r\nGET k\r\n");
            assertThat(client.finishSending().untilClosed()).isEqualTo("+RESET\r\n+OK\r\n$5\r\nafter\r\n");
        }
    }

    /** An XREAD without BLOCK waits for nothing. */
    @Test
    void getsTheAnswersToWhatMightHaveBlocked() {
        try (Wire client = Wire.to(redis.router())) {
            client.send("WATCH k\r\nXREAD STREAMS x 0\r\nGET k\r\n");
            assertThat(client.finishSending().untilClosed()).isEqualTo("+OK\r\n*-1\r\n$-1\r\n");
        }
    }

    @Test
    void isNotWaitedForWhileItBlocks() {
        try (Wire client = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            client.send(Wire.command("BLPOP", "list", "0"));
            Awaitility.await()
                    .until(() -> redis.lab().master().info("blocked_clients").equals("1"));

            assertThat(client.finishSending().untilClosed()).isEmpty();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> redis.lab().master().info("blocked_clients").equals("0"));
            assertThat(other.call("RPUSH", "list", "kept")).isEqualTo(":1\r\n");
            assertThat(other.call("LLEN", "list")).isEqualTo(":1\r\n");
        }
    }

    @Test
    void isDroppedInTheMiddleOfARequest() {
        try (Wire client = Wire.to(redis.router())) {
            client.send(Wire.command("SET", "k", "v") + "*2\r\n$3\r\nDEL\r\n$1\r\n");

            assertThat(client.finishSending().untilClosed()).isEqualTo("+OK\r\n");
            assertThat(redis.lab().master().command("EXISTS", "k")).isEqualTo(1L);
        }
    }
}
