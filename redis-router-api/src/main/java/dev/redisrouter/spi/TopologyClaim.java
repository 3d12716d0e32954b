package dev.redisrouter.spi;

import dev.redisrouter.topology.NodeAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What a topology source says about the deployment.
 *
 * @param origin who says so, such as one Sentinel's address; a later claim replaces the earlier one of the same origin
 * @param master the node named as master; empty when the source does not know, and the nodes' {@code ROLE} decides
 * @param nodes all nodes it knows of, the master included
 * @param epoch the number of the configuration: a claim with a lower epoch than one already seen does not name the
 *     master; 0 from a source without epochs
 */
public record TopologyClaim(String origin, Optional<NodeAddress> master, Set<NodeAddress> nodes, long epoch) {
    public TopologyClaim {
        nodes = Set.copyOf(nodes);
    }
}
