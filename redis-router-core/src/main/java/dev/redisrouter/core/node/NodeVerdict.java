package dev.redisrouter.core.node;

import dev.redisrouter.core.health.Health;
import dev.redisrouter.core.topology.Nomination;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.util.Optional;

/** What is to be said of a node, knowing the others: one that answers well may still be of no use. Pure. */
public final class NodeVerdict {
    private NodeVerdict() {}

    public static NodeInfo of(Member member, MasterChoice choice, Nomination nomination, NodeFreshness freshness) {
        Health health = member.health();
        NodeAddress address = member.node().address();
        if (health.isUp(Role.MASTER)) {
            Optional<String> unfit = whyNotMaster(address, choice, nomination);
            if (unfit.isPresent()) {
                return new NodeInfo(address, health.role(), NodeState.NOT_READY, unfit.get());
            }
        }
        if (health.isUp(Role.REPLICA) && choice instanceof MasterChoice.InUse inUse && freshness.isForeign(member)) {
            return new NodeInfo(
                    address,
                    health.role(),
                    NodeState.NOT_READY,
                    health.reason() + ", which is not the history of "
                            + inUse.member().node());
        }
        return new NodeInfo(address, health.role(), health.state(), health.reason());
    }

    private static Optional<String> whyNotMaster(NodeAddress address, MasterChoice choice, Nomination nomination) {
        if (choice instanceof MasterChoice.InUse inUse) {
            return inUse.member().node().address().equals(address)
                    ? Optional.empty()
                    : Optional.of("calls itself master, but " + inUse.member().node() + " is in use");
        }
        if (choice instanceof MasterChoice.Conflict) {
            return Optional.of("one of several nodes that call themselves master");
        }
        return nomination instanceof Nomination.Named named && !named.node().equals(address)
                ? Optional.of("calls itself master, but " + named.node() + " is named in epoch " + named.epoch())
                : Optional.empty();
    }
}
