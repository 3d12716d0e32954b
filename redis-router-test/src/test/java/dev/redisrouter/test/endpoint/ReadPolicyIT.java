package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.config.ReadsConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Only the nodes that the read policy names serve reads; here without regard to how fresh they are. */
class ReadPolicyIT {
    private static final int READS = 90;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @BeforeEach
    void countFromZero() {
        NodeCalls.reset(redis.lab());
    }

    @Test
    void allAreAskedByDefault() {
        read(r -> r);
        assertThat(NodeCalls.of(redis.lab(), "get")).containsExactly(30L, 30L, 30L);
    }

    @Test
    void replicasAloneAreAsked() {
        read(r -> r.policy(ReadPolicy.REPLICAS));
        assertThat(NodeCalls.of(redis.lab(), "get")).containsExactly(0L, 45L, 45L);
    }

    @Test
    void replicasArePreferred() {
        read(r -> r.policy(ReadPolicy.REPLICAS_PREFERRED));
        assertThat(NodeCalls.of(redis.lab(), "get")).containsExactly(0L, 45L, 45L);
    }

    @Test
    void theMasterAloneIsAsked() {
        read(r -> r.policy(ReadPolicy.MASTER));
        assertThat(NodeCalls.of(redis.lab(), "get")).containsExactly(90L, 0L, 0L);
    }

    @Test
    void theMasterAloneIsAskedForConsistency() {
        read(r -> r.consistency(Consistency.MASTER));
        assertThat(NodeCalls.of(redis.lab(), "get")).containsExactly(90L, 0L, 0L);
    }

    @Test
    void aBoundOnStalenessIsMetByHealthyReplicas() {
        try (RedisRouter router = router(r -> r.maxStaleness(Duration.ofSeconds(5)));
                Wire client = Wire.to(router)) {
            Awaitility.await().untilAsserted(() -> {
                NodeCalls.reset(redis.lab());
                for (int i = 0; i < READS; i++) {
                    client.call("GET", "k");
                }
                assertThat(NodeCalls.of(redis.lab(), "get")).containsExactly(30L, 30L, 30L);
            });
        }
    }

    @Test
    void withoutReplicasThePreferenceIsForTheMasterAndTheDemandIsAnError() {
        try (RedisRouter preferring = router(r -> r.policy(ReadPolicy.REPLICAS_PREFERRED));
                RedisRouter demanding = router(r -> r.policy(ReadPolicy.REPLICAS));
                Wire preferred = Wire.to(preferring);
                Wire demanded = Wire.to(demanding)) {
            redis.lab().replicas().forEach(LabNode::kill);
            awaitUp(preferring, 1);
            awaitUp(demanding, 1);

            assertThat(preferred.call("GET", "k")).isEqualTo("$-1\r\n");
            assertThat(demanded.call("GET", "k")).startsWith("-MASTERDOWN No replica can serve reads");
            assertThat(demanded.call("SET", "k", "v")).isEqualTo("+OK\r\n");
        }
    }

    private static void read(UnaryOperator<ReadsConfig> reads) {
        try (RedisRouter router = router(reads);
                Wire client = Wire.to(router)) {
            for (int i = 0; i < READS; i++) {
                assertThat(client.call("GET", "k")).isEqualTo("$-1\r\n");
            }
        }
    }

    private static RedisRouter router(UnaryOperator<ReadsConfig> reads) {
        RedisRouter router = RedisRouter.start(NodeCalls.onceEach(redis.lab().routerConfig())
                .reads(r -> reads.apply(r.consistency(Consistency.EVENTUAL))));
        awaitUp(router, 3);
        return router;
    }

    private static void awaitUp(RedisRouter router, int nodes) {
        Awaitility.await()
                .until(() -> List.copyOf(router.topology().nodes()).stream()
                                .filter(node -> node.state() == NodeState.UP)
                                .count()
                        == nodes);
    }
}
