package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/** A replica that hangs under its readers costs them a moment: what it owes is answered by another node. */
class HungReplicaIT {
    private static final Logger LOG = LoggerFactory.getLogger(HungReplicaIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TIMES = 10;
    /** Far below what the probes need. */
    private static final int PATIENCE_MILLIS = 5_000;

    /** Probes so slow that they are no help. */
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.health(h -> h.probeTimeout(Duration.ofSeconds(20))));

    @Test
    void isReadAroundLongBeforeItsProbesFail(RedisRouter router, RedisLab lab) {
        List<Long> stalls = new ArrayList<>();
        try (Jedis jedis = new Jedis(router.host(), router.port(), PATIENCE_MILLIS)) {
            jedis.set("key", "value");
            for (int time = 0; time < TIMES; time++) {
                LabNode hung = lab.replicas().get(time % 2);
                await().atMost(SOON)
                        .until(() ->
                                router.topology().replicas().stream().allMatch(node -> node.state() == NodeState.UP));
                assertThat(slowest(jedis, 200)).isNotNegative();
                hung.pause();
                try {
                    stalls.add(slowest(jedis, 2_000));
                } finally {
                    hung.resume();
                }
            }
        }
        stalls.sort(Long::compare);
        LOG.info(
                "slowest read beside a hung replica, ms: median {}, max {}",
                stalls.get(TIMES / 2),
                stalls.get(TIMES - 1));
        assertThat(router.metrics().counter("redis.router.replays")).isPositive();
    }

    /** The slowest of so many reads, in milliseconds. */
    private static long slowest(Jedis jedis, int reads) {
        long slowest = 0;
        for (int i = 0; i < reads; i++) {
            long began = System.nanoTime();
            assertThat(jedis.get("key")).isEqualTo("value");
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }
}
