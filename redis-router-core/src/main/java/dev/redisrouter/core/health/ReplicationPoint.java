package dev.redisrouter.core.health;

/**
 * How far a node has executed which stream of writes.
 *
 * @param history the id of the stream; a promotion and a restart of a master begin another
 * @param offset how far: what a master has executed, what a replica has applied
 */
public record ReplicationPoint(String history, long offset) {}
