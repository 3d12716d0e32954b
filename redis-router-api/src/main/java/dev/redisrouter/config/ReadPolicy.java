package dev.redisrouter.config;

/** Which healthy nodes may serve reads. */
public enum ReadPolicy {
    /** The replicas and the master. The default. */
    ALL,
    /** The replicas alone; with none healthy, reads get an error. */
    REPLICAS,
    /** The replicas; with none healthy, the master. */
    REPLICAS_PREFERRED,
    /** The master alone. */
    MASTER
}
