package dev.redisrouter.topology;

/** What a node says of itself in its answer to {@code ROLE}. */
public enum Role {
    MASTER,
    REPLICA,
    /** It has not answered {@code ROLE} yet. */
    UNKNOWN
}
