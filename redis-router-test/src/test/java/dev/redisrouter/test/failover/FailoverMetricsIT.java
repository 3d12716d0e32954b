package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.metrics.micrometer.RouterMeterBinder;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a failover did can be read from the metrics, from the snapshot as from Micrometer. */
class FailoverMetricsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * A node that a busy machine keeps from answering for a moment must not count as one more loss, and Sentinel must not be quicker
     * than the router.
     */
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().downAfter(Duration.ofSeconds(3)))
            .router(config -> config.health(h -> h.probeTimeout(Duration.ofSeconds(1))));

    @Test
    void tellWhatHappened(RedisRouter router, RedisLab lab) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new RouterMeterBinder(router).bindTo(registry);
        StatefulRedisConnection<String, String> connection = router.connect();
        connection.sync().set("key", "value");
        LabNode old = lab.master();
        assertThat(router.metrics().gauge(RouterMetric.TOPOLOGY_AGE)).isLessThan(5);
        assertThat(onNode(router, RouterMetric.NODE_MASTER, old)).isEqualTo(1);
        assertThat(failedProbes(router, old)).isZero();

        old.pause();
        await().atMost(SOON).until(() -> router.topology().master().isEmpty());
        RedisFuture<Long> held = connection.async().incr("counter");
        await().atMost(SOON).until(() -> router.metrics().gauge(RouterMetric.HELD) == 1);
        await().atMost(SOON)
                .until(() -> registry.get("redis.router.held").gauge().value() == 1);
        assertThat(held.toCompletableFuture()).succeedsWithin(SOON);
        LabNode promoted = lab.awaitMasterOtherThan(old, SOON);

        await().atMost(SOON).until(() -> router.metrics().gauge(RouterMetric.TOPOLOGY_AGE) < 0.5);
        assertThat(router.metrics().counter(RouterMetric.FAILOVERS)).isEqualTo(1);
        assertThat(router.metrics().timer(RouterMetric.FAILOVER_GAP).count()).isEqualTo(1);
        assertThat(router.metrics().timer(RouterMetric.FAILOVER_GAP).max())
                .isBetween(Duration.ofMillis(100), Duration.ofSeconds(30));
        assertThat(router.metrics().gauge(RouterMetric.HELD)).isZero();
        assertThat(router.metrics().counter(RouterMetric.HOLDS)).isEqualTo(1);
        assertThat(onNode(router, RouterMetric.NODE_MASTER, old)).isZero();
        assertThat(onNode(router, RouterMetric.NODE_UP, old)).isZero();
        assertThat(onNode(router, RouterMetric.NODE_MASTER, promoted)).isEqualTo(1);
        assertThat(onNode(router, RouterMetric.NODE_UP, promoted)).isEqualTo(1);
        assertThat(failedProbes(router, old)).isPositive();
        assertThat(router.metrics().counter(RouterMetric.EVENTS, "event", "master-lost"))
                .isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> assertSameInMicrometer(registry, promoted));
    }

    private static void assertSameInMicrometer(SimpleMeterRegistry registry, LabNode promoted) {
        assertThat(registry.get("redis.router.failovers").functionCounter().count())
                .isEqualTo(1);
        assertThat(registry.get("redis.router.holds").functionCounter().count()).isEqualTo(1);
        assertThat(registry.get("redis.router.held").gauge().value()).isZero();
        assertThat(registry.get("redis.router.failover.gap").functionTimer().count())
                .isEqualTo(1);
        assertThat(registry.get("redis.router.node.master")
                        .tag("node", promoted.address().toString())
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("redis.router.topology.age").gauge().value()).isLessThan(5);
    }

    private static double onNode(RedisRouter router, RouterMetric metric, LabNode node) {
        return router.metrics().gauge(metric, "node", node.address().toString());
    }

    private static long failedProbes(RedisRouter router, LabNode node) {
        return router.metrics()
                .counter(RouterMetric.PROBES, "node", node.address().toString(), "result", "failed");
    }
}
