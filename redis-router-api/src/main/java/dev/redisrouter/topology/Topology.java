package dev.redisrouter.topology;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of what the router knows of the nodes.
 *
 * @param version counts the snapshots of this router, from 1; 0 before anything is known
 * @param epoch the configuration epoch of the master, as the Sentinels number failovers; 0 when the source has none
 * @param master the node in use for writes; empty while there is none, and commands for the master are held
 * @param nodes all known nodes, the master included, sorted by address
 */
public record Topology(long version, long epoch, Optional<NodeAddress> master, List<NodeInfo> nodes) {

    public static final Topology EMPTY = new Topology(0, 0, Optional.empty(), List.of());

    public Topology {
        nodes = nodes.stream().sorted(Comparator.comparing(NodeInfo::address)).toList();
    }

    /** The nodes other than the master in use. */
    public List<NodeInfo> replicas() {
        return nodes.stream()
                .filter(n -> !master.equals(Optional.of(n.address())))
                .toList();
    }

    /** The node at an address, if it is known. */
    public Optional<NodeInfo> node(NodeAddress address) {
        return nodes.stream().filter(n -> n.address().equals(address)).findFirst();
    }
}
