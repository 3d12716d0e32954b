package dev.redisrouter.core.node;

import java.util.List;

/** What a node has to have served to stand level with others, as pickers compare it: by weight. Pure. */
final class ServedLevel {
    private ServedLevel() {}

    /** @return 0 when there are no others */
    static long of(List<Node> others, int weight) {
        double most = 0;
        for (Node other : others) {
            most = Math.max(most, (double) other.served() / other.weight());
        }
        return (long) Math.ceil(most * weight);
    }
}
