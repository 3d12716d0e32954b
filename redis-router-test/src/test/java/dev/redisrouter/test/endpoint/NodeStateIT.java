package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each node has for itself is set and shown at one place, the master, where subscribers are too. */
class NodeStateIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void isShownAsItWasSet() {
        try (Wire client = Wire.to(redis.router());
                Wire another = Wire.to(redis.router())) {
            for (int i = 1; i <= 20; i++) {
                client.call("CONFIG", "SET", "slowlog-max-len", "" + (100 + i));
                assertThat(another.call("CONFIG", "GET", "slowlog-max-len")).endsWith("\r\n" + (100 + i) + "\r\n");
                client.call("ACL", "SETUSER", "user-" + i, "on", "nopass");
                assertThat(another.call("ACL", "GETUSER", "user-" + i)).startsWith("*");
            }
            assertThat(redis.lab().replicas())
                    .allSatisfy(replica -> assertThat(replica.command("ACL", "GETUSER", "user-1"))
                            .isNull());
        }
    }

    @Test
    void subscribersAreFoundWhereTheyAre() {
        try (Wire subscriber = Wire.to(redis.router());
                Wire client = Wire.to(redis.router())) {
            subscriber.call("SUBSCRIBE", "news");
            for (int i = 0; i < 20; i++) {
                assertThat(client.call("PUBSUB", "NUMSUB", "news")).isEqualTo("*2\r\n$4\r\nnews\r\n:1\r\n");
                assertThat(client.call("PUBSUB", "CHANNELS")).isEqualTo("*1\r\n$4\r\nnews\r\n");
                assertThat(client.call("PUBLISH", "news", "x")).isEqualTo(":1\r\n");
            }
        }
    }

    @Test
    void idleTimesAreThoseByWhichTheMasterEvicts() {
        redis.lab().master().command("SET", "idle", "v");
        try (Wire client = Wire.to(redis.router())) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.call("OBJECT", "IDLETIME", "idle")).startsWith(":");
                client.call("STRLEN", "none");
            }
        }
        List<LabNode> replicas = redis.lab().replicas();
        assertThat(replicas)
                .extracting(replica -> NodeCalls.of(replica, "object|idletime"))
                .containsOnly(0L);
    }
}
