package dev.redisrouter.spi;

import dev.redisrouter.topology.NodeAddress;

/** A node that may serve reads, as a picker sees it. The figures are live and may be read from any thread. */
public interface ReadNode {

    NodeAddress address();

    /** The configured share of reads, 1 by default. */
    int weight();

    /** The configured zone; empty when there is none. */
    String zone();

    /** Reads sent to this node so far, on a scale common to all candidates (a newcomer starts level with the rest). */
    long served();

    /** Commands sent to this node and not answered yet. */
    int outstanding();

    /** Moving average of the response time in nanoseconds, where a rise counts at once; 0 before the first reply. */
    long latencyNanos();
}
