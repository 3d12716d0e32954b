package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeState;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which node serves a read is the picker's choice, the user's own included. */
class PickersIT {
    private static final int READS = 300;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @BeforeEach
    void countFromZero() {
        NodeCalls.reset(redis.lab());
    }

    @Test
    void weightsGiveEachNodeItsShare() {
        List<LabNode> nodes = redis.lab().nodes();
        read(config -> config.nodes(
                n -> n.weight(nodes.get(1).address(), 2).weight(nodes.get(2).address(), 3)));

        assertThat(reads()).containsExactly(50L, 100L, 150L);
    }

    @Test
    void theKeyDecides() {
        read(config -> config.reads(r -> r.picker(Pickers.keyHash())));

        // Ten keys, each asked 30 times.
        assertThat(reads()).allMatch(reads -> reads % 30 == 0);
        assertThat(Collections.max(reads())).isLessThan(READS);
    }

    @Test
    void theOneWithTheLeastToDoIsAsked() {
        read(config -> config.reads(r -> r.picker(Pickers.leastOutstanding())));

        assertThat(Collections.min(reads())).isGreaterThan(50);
    }

    @Test
    void theQuickOnesAreAsked() {
        read(config -> config.reads(r -> r.picker(Pickers.latency())));

        assertThat(Collections.min(reads())).isGreaterThan(0);
    }

    @Test
    void theZoneIsPreferred() {
        LabNode near = redis.lab().nodes().get(2);
        UnaryOperator<RouterConfig> zoned = config -> config.nodes(n -> n.zone(near.address(), "here"))
                .reads(r -> r.picker(Pickers.zone("here", Pickers.roundRobin())));
        read(zoned);
        assertThat(reads()).containsExactly(0L, 0L, 300L);

        near.kill();
        NodeCalls.reset(nodesThatRun());
        read(zoned, 2);
        assertThat(nodesThatRun().stream()
                        .map(node -> NodeCalls.of(node, "get"))
                        .toList())
                .containsExactly(150L, 150L);
    }

    @Test
    void theUserDecides() {
        LabNode wanted = redis.lab().nodes().get(1);
        read(config -> config.reads(r -> r.picker(new Only(wanted.port()))));

        assertThat(reads()).containsExactly(0L, 300L, 0L);
    }

    private static List<Long> reads() {
        return NodeCalls.of(redis.lab(), "get");
    }

    private static List<LabNode> nodesThatRun() {
        return redis.lab().nodes().stream().filter(LabNode::isRunning).toList();
    }

    private static void read(UnaryOperator<RouterConfig> configuration) {
        read(configuration, 3);
    }

    private static void read(UnaryOperator<RouterConfig> configuration, int nodes) {
        try (RedisRouter router = RedisRouter.start(
                        configuration.apply(NodeCalls.onceEach(redis.lab().routerConfig())
                                .reads(r -> r.consistency(Consistency.EVENTUAL))));
                Wire client = Wire.to(router)) {
            Awaitility.await()
                    .until(() -> router.topology().nodes().stream()
                                    .filter(node -> node.state() == NodeState.UP)
                                    .count()
                            == nodes);
            for (int i = 0; i < READS; i++) {
                assertThat(client.call("GET", "key-" + i % 10)).isEqualTo("$-1\r\n");
            }
        }
    }

    /** A picker as a user may write one. */
    private record Only(int port) implements NodePicker {
        @Override
        public String name() {
            return "only-" + port;
        }

        @Override
        public <N extends ReadNode> Selection<N> over(List<N> candidates) {
            N chosen = candidates.stream()
                    .filter(node -> node.address().port() == port)
                    .findFirst()
                    .orElse(candidates.get(0));
            return keyHash -> chosen;
        }
    }
}
