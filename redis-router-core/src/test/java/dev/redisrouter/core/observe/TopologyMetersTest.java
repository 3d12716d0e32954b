package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import dev.redisrouter.topology.Topology;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The gauges by node follow the topology. */
class TopologyMetersTest {
    private static final NodeAddress ONE = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress TWO = new NodeAddress("10.0.0.2", 6379);

    private Topology topology = Topology.EMPTY;

    @Test
    void showWhichNodesAreUpAndWhichIsTheMaster() {
        RouterMeters meters = new RouterMeters(Clock.systemUTC());
        meters.include(new TopologyMeters(() -> topology));
        assertThat(meters.snapshot().gauge("redis.router.node.up")).isZero();

        topology = new Topology(
                1,
                7,
                Optional.of(ONE),
                List.of(
                        new NodeInfo(ONE, Role.MASTER, NodeState.UP, "answers"),
                        new NodeInfo(TWO, Role.REPLICA, NodeState.SUSPECT, "missed a probe")));

        MetricsSnapshot snapshot = meters.snapshot();
        assertThat(snapshot.gauge("redis.router.node.up", "node", "10.0.0.1:6379"))
                .isEqualTo(1);
        assertThat(snapshot.gauge("redis.router.node.up", "node", "10.0.0.2:6379"))
                .isZero();
        assertThat(snapshot.gauge("redis.router.node.master", "node", "10.0.0.1:6379"))
                .isEqualTo(1);
        assertThat(snapshot.gauge("redis.router.node.master")).isEqualTo(1);
    }
}
