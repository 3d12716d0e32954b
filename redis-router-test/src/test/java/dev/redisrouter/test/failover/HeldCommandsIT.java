package dev.redisrouter.test.failover;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.FailoverConfig;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** With no master in use commands wait: for a bounded time, up to a bounded number and size, and in their order. */
class HeldCommandsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void areRunInOrderWhenThereIsAMasterAgain() {
        try (RedisRouter router = router(f -> f)) {
            StatefulRedisConnection<String, String> connection = router.connect();
            loseMaster(router);
            List<RedisFuture<Long>> replies = IntStream.range(0, 500)
                    .mapToObj(i -> connection.async().rpush("list", Integer.toString(i)))
                    .toList();
            await().atMost(SOON).until(() -> router.metrics().gauge("redis.router.held") == 500);
            assertThat(router.metrics().gauge("redis.router.held.bytes")).isGreaterThan(500 * 10);

            node().resume();
            await().atMost(SOON).until(() -> replies.stream().allMatch(RedisFuture::isDone));

            assertThat(connection.sync().lrange("list", 0, -1))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 500).mapToObj(Integer::toString).toList());
            MetricsSnapshot metrics = router.metrics();
            assertThat(metrics.gauge("redis.router.held")).isZero();
            assertThat(metrics.gauge("redis.router.held.bytes")).isZero();
            assertThat(metrics.counter("redis.router.holds")).isEqualTo(500);
            assertThat(metrics.counter("redis.router.holds.expired")).isZero();
            assertThat(metrics.counter("redis.router.errors")).isZero();
        }
    }

    @Test
    void areAnsweredMasterdownWhenTheirTimeIsOver() {
        try (RedisRouter router = router(f -> f.holdTimeout(Duration.ofMillis(400)));
                Jedis client = new Jedis(router.host(), router.port())) {
            loseMaster(router);
            long start = System.nanoTime();
            assertThatThrownBy(() -> client.set("key", "value"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("MASTERDOWN ")
                    .hasMessageContaining("within 400 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(400), Duration.ofMillis(2_000));

            node().resume();
            await().atMost(SOON).until(() -> router.topology().master().isPresent());
            assertThat(client.get("key")).isNull();
            assertThat(router.metrics().counter("redis.router.holds.expired")).isEqualTo(1);
        }
    }

    @Test
    void beyondTheirNumberAreAnsweredMasterdownAtOnce() {
        try (RedisRouter router = router(f -> f.holdMaxCommands(3))) {
            StatefulRedisConnection<String, String> connection = router.connect();
            loseMaster(router);
            List<RedisFuture<Long>> held = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                held.add(connection.async().incr("counter"));
            }
            await().atMost(SOON).until(() -> router.metrics().gauge("redis.router.held") == 3);

            assertOverflow(router);

            node().resume();
            await().atMost(SOON).until(() -> held.stream().allMatch(RedisFuture::isDone));
            assertThat(connection.sync().get("counter")).isEqualTo("3");
        }
    }

    @Test
    void beyondTheirSizeAreAnsweredMasterdownAtOnce() {
        try (RedisRouter router = router(f -> f.holdMaxBytes(1_000))) {
            StatefulRedisConnection<String, String> connection = router.connect();
            loseMaster(router);
            RedisFuture<String> held = connection.async().set("key", "x".repeat(950));
            await().atMost(SOON).until(() -> router.metrics().gauge("redis.router.held.bytes") > 950);

            assertOverflow(router);

            node().resume();
            await().atMost(SOON).until(held::isDone);
            assertThat(connection.sync().strlen("key")).isEqualTo(950);
        }
    }

    @Test
    void areNotRunForAClientThatHasLeft() throws IOException {
        try (RedisRouter router = router(f -> f);
                Jedis other = new Jedis(router.host(), router.port(), 20_000)) {
            loseMaster(router);
            other.ping();
            try (Socket leaving = new Socket(router.host(), router.port())) {
                leaving.getOutputStream().write("SET left behind\r\n".getBytes(US_ASCII));
                await().atMost(SOON).until(() -> router.metrics().gauge("redis.router.held") == 1);
            }
            await().atMost(SOON).until(() -> router.metrics().gauge("redis.router.clients") == 1);

            node().resume();
            assertThat(other.set("stayed", "true")).isEqualTo("OK");
            assertThat(other.exists("left")).isFalse();
            assertThat(router.metrics().gauge("redis.router.held")).isZero();
        }
    }

    private static RedisRouter router(UnaryOperator<FailoverConfig> bounds) {
        return RedisRouter.start(redis.lab().routerConfig().failover(bounds));
    }

    /** Pauses the only node; from here on the router holds whatever it is told. */
    private static void loseMaster(RedisRouter router) {
        node().pause();
        await().atMost(SOON).until(() -> router.topology().master().isEmpty());
    }

    private static LabNode node() {
        return redis.lab().nodes().get(0);
    }

    private static void assertOverflow(RedisRouter router) {
        try (Jedis late = new Jedis(router.host(), router.port(), 20_000)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> late.set("late", "value"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("MASTERDOWN ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(router.metrics().counter("redis.router.errors", "kind", "hold-overflow"))
                .isEqualTo(1);
    }
}
