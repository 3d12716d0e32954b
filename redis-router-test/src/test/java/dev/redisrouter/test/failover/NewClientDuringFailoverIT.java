package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A client may come while no master is in use: it is greeted at once, by either door, and its write waits like any other. */
@RedisLabTest(downAfterMillis = 3_000)
class NewClientDuringFailoverIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void isServed(RedisRouter router, RedisLab lab) {
        router.connect().sync().ping();
        LabNode old = lab.master();
        old.pause();
        await().atMost(SOON).until(() -> router.topology().master().isEmpty());

        RedisFuture<String> held = router.connect().async().set("by", "lettuce");
        assertThat(router.topology().master()).isEmpty();
        assertThat(held.isDone()).isFalse();
        try (Jedis jedis = new Jedis(router.host(), router.port(), 60_000)) {
            assertThat(jedis.ping()).isEqualTo("PONG");
            assertThat(jedis.exists("nothing")).isFalse();
            assertThat(router.topology().master()).isEmpty();
            assertThat(jedis.set("also by", "jedis")).isEqualTo("OK");
        }

        assertThat(held.toCompletableFuture()).succeedsWithin(SOON).isEqualTo("OK");
        LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
        assertThat(promoted.command("MGET", "by", "also by")).hasToString("[lettuce, jedis]");
    }
}
