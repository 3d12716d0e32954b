package dev.redisrouter.picker;

import dev.redisrouter.spi.NodePicker;

/** The built-in ways to choose which healthy node serves a read. Weights are those of {@code nodes.weights}. */
public final class Pickers {
    private Pickers() {}

    /** The node that has served the least by its weight is next, so the spread stays even. The default. */
    public static NodePicker roundRobin() {
        return RoundRobinPicker.INSTANCE;
    }

    /** The node with the fewest commands under way by its weight; among equals by chance, in proportion to weights. */
    public static NodePicker leastOutstanding() {
        return LeastOutstandingPicker.INSTANCE;
    }

    /**
     * Of two nodes drawn by chance, the one that would answer sooner: recent response time, times the commands under
     * way, by weight. One pick in 128 is left to chance, so that a node that was slow once is asked again.
     */
    public static NodePicker latency() {
        return LatencyPicker.INSTANCE;
    }

    /**
     * The same node for the same key, which keeps every node's page cache small. When a node goes, only its keys move
     * (rendezvous hashing); routers with the same nodes and weights choose alike.
     */
    public static NodePicker keyHash() {
        return KeyHashPicker.INSTANCE;
    }

    /**
     * The nodes of one zone while there is any, else all of them.
     *
     * @param preferred a zone of {@code nodes.zones}
     * @param then chooses among them
     */
    public static NodePicker zone(String preferred, NodePicker then) {
        return new ZonePicker(preferred, then);
    }
}
