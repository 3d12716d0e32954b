package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was written through the router is read through it at once, on whatever connection, however far replicas lag. */
class ReadYourWritesIT {
    private static final int WRITES = 4_000;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void holdsForAPool() {
        assertThat(staleReads(redis.router())).isZero();
        assertThat(redis.router().metrics().counter(RouterMetric.FRESH_FALLBACK))
                .isPositive();
    }

    @Test
    void holdsWhileAReplicaLags() {
        try (ReplicationGate gate = lagging();
                RedisRouter router = router(Consistency.READ_YOUR_WRITES)) {
            gate.shut();
            assertThat(staleReads(router)).isZero();
        }
    }

    /** The same test finds what it looks for, when there is something to be found. */
    @Test
    void isGivenUpForEventualConsistency() {
        try (ReplicationGate gate = lagging();
                RedisRouter router = router(Consistency.EVENTUAL)) {
            gate.shut();
            assertThat(staleReads(router)).isGreaterThan(WRITES / 6);
        }
    }

    @Test
    void isGivenBackToReplicasThatHaveCaughtUp() {
        LabNode replica = redis.lab().replicas().get(0);
        try (ReplicationGate gate = lagging();
                RedisRouter router = router(Consistency.READ_YOUR_WRITES);
                Wire client = Wire.to(router)) {
            gate.shut();
            client.call("SET", "k", "new");
            NodeCalls.reset(redis.lab());
            for (int i = 0; i < 300; i++) {
                assertThat(client.call("GET", "k")).isEqualTo("$3\r\nnew\r\n");
            }
            assertThat(NodeCalls.of(replica, "get")).isZero();

            gate.open();
            Awaitility.await().until(() -> {
                assertThat(client.call("GET", "k")).isEqualTo("$3\r\nnew\r\n");
                return NodeCalls.of(replica, "get") > 0;
            });
        }
    }

    /** A bound on staleness keeps a replica out that lags, even where eventual consistency would do. */
    @Test
    void doesNotNeedMoreThanABoundOnStaleness() {
        LabNode replica = redis.lab().replicas().get(0);
        try (ReplicationGate gate = lagging();
                RedisRouter router = RedisRouter.start(redis.lab()
                        .routerConfig()
                        .reads(r -> r.consistency(Consistency.EVENTUAL).maxStaleness(Duration.ofMillis(500))));
                Wire client = Wire.to(router)) {
            awaitAllUp(router);
            gate.shut();
            redis.lab().master().command("SET", "k", "new");
            Awaitility.await().untilAsserted(() -> {
                NodeCalls.reset(List.of(replica));
                client.send("GET k\r\n".repeat(3)).replies(3);
                for (int i = 0; i < 30; i++) {
                    client.call("GET", "k");
                }
                assertThat(NodeCalls.of(replica, "get")).isZero();
            });
            for (int i = 0; i < 100; i++) {
                assertThat(client.call("GET", "k")).isEqualTo("$3\r\nnew\r\n");
            }
        }
    }

    /** Writes on one of eight connections and reads on another, at once; how many reads missed the write. */
    private static int staleReads(RedisRouter router) {
        Random random = new Random(8);
        List<Wire> pool = new ArrayList<>();
        int stale = 0;
        try {
            for (int i = 0; i < 8; i++) {
                pool.add(Wire.to(router));
            }
            for (int i = 0; i < WRITES; i++) {
                String key = "key-" + random.nextInt(500);
                String value = "value-" + i;
                assertThat(pool.get(random.nextInt(8)).call("SET", key, value)).isEqualTo("+OK\r\n");
                if (!pool.get(random.nextInt(8)).call("GET", key).contains("\r\n" + value + "\r\n")) {
                    stale++;
                }
            }
        } finally {
            pool.forEach(Wire::close);
        }
        return stale;
    }

    private static ReplicationGate lagging() {
        return ReplicationGate.between(
                redis.lab().replicas().get(0), redis.lab().master());
    }

    private static RedisRouter router(Consistency consistency) {
        RedisRouter router = RedisRouter.start(redis.lab().routerConfig().reads(r -> r.consistency(consistency)));
        awaitAllUp(router);
        return router;
    }

    private static void awaitAllUp(RedisRouter router) {
        Awaitility.await()
                .until(() -> router.topology().nodes().stream().allMatch(node -> node.state() == NodeState.UP));
    }
}
