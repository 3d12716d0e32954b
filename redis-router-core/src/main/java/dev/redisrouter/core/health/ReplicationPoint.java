package dev.redisrouter.core.health;

/**
 * How far a node has executed which stream of writes.
 *
 * @param history the id of the stream; a promotion and a restart of a master begin another
 * @param offset how far: what a master has executed, what a replica has applied
 * @param former the id of the stream of which this one is the continuation; empty when there is none
 * @param formerOffset how much of that is contained for certain; of no meaning when there is none
 */
public record ReplicationPoint(String history, long offset, String former, long formerOffset) {

    /** A point in a stream that continues no other. */
    public ReplicationPoint(String history, long offset) {
        this(history, offset, "", 0);
    }
}
