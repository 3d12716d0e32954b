package dev.redisrouter.core.observe;

import static dev.redisrouter.metrics.RouterMetric.NODE_MASTER;
import static dev.redisrouter.metrics.RouterMetric.NODE_UP;

import dev.redisrouter.metrics.Meter;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Which nodes are up, and which is the master, as gauges by node.
 *
 * @param topology the latest snapshot
 */
public record TopologyMeters(Supplier<Topology> topology) implements MeterSource {

    @Override
    public void collect(Consumer<Meter> sink) {
        Topology now = topology.get();
        for (NodeInfo node : now.nodes()) {
            Map<String, String> tags = Map.of("node", node.address().toString());
            boolean inUse = now.master().equals(Optional.of(node.address()));
            sink.accept(new Meter.Gauge(NODE_UP, tags, node.state() == NodeState.UP ? 1 : 0));
            sink.accept(new Meter.Gauge(NODE_MASTER, tags, inUse ? 1 : 0));
        }
    }
}
