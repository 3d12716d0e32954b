package dev.redisrouter.core.node;

import dev.redisrouter.core.health.Health;
import dev.redisrouter.core.health.ProbeAnswer;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.ReplicaLink;
import dev.redisrouter.core.health.ReplicationPoint;
import dev.redisrouter.core.health.RoleReply;
import dev.redisrouter.topology.NodeAddress;
import java.util.Optional;

/** Nodes in any condition, brought there by the results of probes. */
final class Members {
    static final NodeAddress A = new NodeAddress("10.0.0.1", 6379);
    static final NodeAddress B = new NodeAddress("10.0.0.2", 6379);
    static final NodeAddress C = new NodeAddress("10.0.0.3", 6379);

    private Members() {}

    static Member master(NodeAddress address) {
        return member(address, Optional.empty(), says(new RoleReply.Master()));
    }

    static Member suspectMaster(NodeAddress address) {
        return member(address, Optional.empty(), says(new RoleReply.Master()), missed());
    }

    static Member downMaster(NodeAddress address) {
        return member(address, Optional.empty(), says(new RoleReply.Master()), missed(), missed(), missed());
    }

    static Member replica(NodeAddress address) {
        return member(address, Optional.empty(), says(link(ReplicaLink.CONNECTED)));
    }

    static Member replica(NodeAddress address, String history) {
        return member(address, Optional.of(new ReplicationPoint(history, 1)), says(link(ReplicaLink.CONNECTED)));
    }

    static Member suspectReplica(NodeAddress address) {
        return member(address, Optional.empty(), says(link(ReplicaLink.CONNECTED)), missed());
    }

    static Member adriftReplica(NodeAddress address) {
        return member(address, Optional.empty(), says(link(ReplicaLink.CONNECTED)), says(link(ReplicaLink.SEARCHING)));
    }

    static Member syncingReplica(NodeAddress address) {
        return member(address, Optional.empty(), says(link(ReplicaLink.SYNCING)));
    }

    static Member unknown(NodeAddress address) {
        return member(address, Optional.empty());
    }

    private static Member member(NodeAddress address, Optional<ReplicationPoint> point, ProbeResult... results) {
        Health health = Health.UNKNOWN;
        for (ProbeResult result : results) {
            health = health.after(result, 3);
        }
        return new Member(new Node(address, 0, 1, "", 0), health, point);
    }

    private static ProbeResult says(RoleReply role) {
        return new ProbeResult.Answered(
                new ProbeAnswer(Optional.empty(), role, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static RoleReply link(ReplicaLink link) {
        return new RoleReply.Replica(A, link);
    }

    private static ProbeResult missed() {
        return new ProbeResult.Missed("no answer within 250 ms");
    }
}
