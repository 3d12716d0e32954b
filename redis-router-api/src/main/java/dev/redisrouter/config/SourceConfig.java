package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;

/** Where the topology comes from: Sentinel, a fixed list of nodes, or a source of the user's. */
public sealed interface SourceConfig permits SentinelConfig, SourceConfig.StaticNodes, SourceConfig.Custom {

    /**
     * A fixed list of nodes, told apart by their {@code ROLE}. There are no epochs here: while several call
     * themselves master, writes are held.
     *
     * @param nodes at least one
     */
    record StaticNodes(List<NodeAddress> nodes) implements SourceConfig {
        public StaticNodes {
            nodes = List.copyOf(nodes);
            if (nodes.isEmpty()) {
                throw new ConfigurationException("nodes", "[]", "at least one host:port");
            }
        }
    }

    /** A source of the user's. */
    record Custom(TopologySource source) implements SourceConfig {}
}
