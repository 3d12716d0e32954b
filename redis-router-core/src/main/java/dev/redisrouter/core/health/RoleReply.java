package dev.redisrouter.core.health;

import dev.redisrouter.topology.NodeAddress;

/** What a node answered to {@code ROLE}. */
public sealed interface RoleReply {

    record Master() implements RoleReply {}

    /** @param master whom it replicates, as it was told, not mapped */
    record Replica(NodeAddress master, ReplicaLink link) implements RoleReply {}

    /** An error, or the role of something that is not a data node. */
    record NotTold(String reason) implements RoleReply {}
}
