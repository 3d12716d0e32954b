package dev.redisrouter.core.health;

/** How a replica stands with its master. */
public enum ReplicaLink {
    /** Synchronised, and receives what the master executes. */
    CONNECTED,
    /** Looks for its master: what it held before, it still holds. */
    SEARCHING,
    /** Receives a full copy: what it held before will be replaced. */
    SYNCING
}
