package dev.redisrouter.topology;

/** What the router's probes say of a node. */
public enum NodeState {
    /** Known, and not yet answered. Gets no commands. */
    UNKNOWN,
    /** Answers, and is fit to serve what its role allows. */
    UP,
    /** Answers, but not fit to serve: loading, or a replica without a synchronised link to the master. */
    NOT_READY,
    /** Missed a probe. Gets no new commands while another node can take them. */
    SUSPECT,
    /** Missed several probes, or refuses connections. Gets no commands. */
    DOWN
}
