package dev.redisrouter.picker;

import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import java.util.List;

/** Deficit round robin: compares what each node has served, divided by its weight; the first of equals wins. */
enum RoundRobinPicker implements NodePicker {
    INSTANCE;

    @Override
    public <N extends ReadNode> Selection<N> over(List<N> candidates) {
        List<N> nodes = List.copyOf(candidates);
        return keyHash -> {
            N best = nodes.get(0);
            for (int i = 1; i < nodes.size(); i++) {
                N node = nodes.get(i);
                if (node.served() * best.weight() < best.served() * node.weight()) {
                    best = node;
                }
            }
            return best;
        };
    }
}
