package dev.redisrouter.picker;

import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import java.util.List;

/**
 * Deficit round robin: compares what each node has served, divided by its weight; the first of equals wins.
 *
 * <p>The deficits outlive a change of the candidates, else the first node would be favoured by every change. But a node
 * that comes back after an hour must not get every read until it has caught up: at a change, what a node lags behind
 * the busiest one is forgiven down to {@link #MAX_LAG}.
 */
final class RoundRobinPicker implements NodePicker {
    static final RoundRobinPicker INSTANCE = new RoundRobinPicker();

    /** Reads by unit of weight: above what one turn of an event loop sends, below what a fresh node would feel. */
    static final long MAX_LAG = 1_000;

    private RoundRobinPicker() {}

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public <N extends ReadNode> Selection<N> over(List<N> candidates) {
        List<N> nodes = List.copyOf(candidates);
        long[] forgiven = forgiven(nodes);
        return keyHash -> {
            int best = 0;
            N bestNode = nodes.get(0);
            for (int i = 1; i < forgiven.length; i++) {
                N node = nodes.get(i);
                if ((node.served() + forgiven[i]) * bestNode.weight()
                        < (bestNode.served() + forgiven[best]) * node.weight()) {
                    best = i;
                    bestNode = node;
                }
            }
            return bestNode;
        };
    }

    private static long[] forgiven(List<? extends ReadNode> nodes) {
        long busiest =
                nodes.stream().mapToLong(n -> n.served() / n.weight()).max().orElse(0);
        return nodes.stream()
                .mapToLong(n -> Math.max(0, (busiest - MAX_LAG) * n.weight() - n.served()))
                .toArray();
    }
}
