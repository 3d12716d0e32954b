package dev.redisrouter.spi;

/** Takes what a {@link TopologySource} finds out. Thread-safe; never blocks and never throws. */
public interface TopologySink {

    /** The source says this now. */
    void claim(TopologyClaim claim);

    /** A part of the source can be heard, such as one Sentinel. */
    void connected(String origin);

    /** A part of the source can no longer be heard. Its last claim stays until another one replaces it. */
    void lost(String origin, String reason);

    /** Something worth a line in the log and a look at the nodes, such as {@code +sdown} of the master. */
    void report(String origin, String what);
}
