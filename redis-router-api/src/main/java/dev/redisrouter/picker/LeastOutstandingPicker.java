package dev.redisrouter.picker;

import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Compares the commands under way, divided by weight. */
final class LeastOutstandingPicker implements NodePicker {
    static final LeastOutstandingPicker INSTANCE = new LeastOutstandingPicker();

    private LeastOutstandingPicker() {}

    @Override
    public String name() {
        return "least-outstanding";
    }

    @Override
    public <N extends ReadNode> Selection<N> over(List<N> candidates) {
        List<N> nodes = List.copyOf(candidates);
        return keyHash -> least(nodes);
    }

    /** Equals are drawn as if by lot, one ticket per unit of weight: an idle deployment would else use one node only. */
    private static <N extends ReadNode> N least(List<N> nodes) {
        N best = nodes.get(0);
        long bestLoad = best.outstanding();
        int tickets = best.weight();
        for (int i = 1; i < nodes.size(); i++) {
            N node = nodes.get(i);
            long load = node.outstanding();
            long lighter = load * best.weight() - bestLoad * node.weight();
            tickets = lighter < 0 ? node.weight() : tickets + (lighter == 0 ? node.weight() : 0);
            if (lighter < 0 || (lighter == 0 && ThreadLocalRandom.current().nextInt(tickets) < node.weight())) {
                best = node;
                bestLoad = load;
            }
        }
        return best;
    }
}
