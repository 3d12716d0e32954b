package dev.redisrouter.picker;

import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The better of two nodes drawn by chance: comparing all would send every event loop to the same node at once. The
 * response time is a moving average that rises at once and falls slowly, so one slow reply costs a node its share
 * until it has proved itself; for that it must be asked again, which now and then a pick by chance alone does.
 */
final class LatencyPicker implements NodePicker {
    static final LatencyPicker INSTANCE = new LatencyPicker();

    /** One pick in this many is by chance alone. */
    static final int EXPLORE = 128;

    private LatencyPicker() {}

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public <N extends ReadNode> Selection<N> over(List<N> candidates) {
        List<N> nodes = List.copyOf(candidates);
        return nodes.size() == 1 ? keyHash -> nodes.get(0) : keyHash -> betterOfTwo(nodes);
    }

    private static <N extends ReadNode> N betterOfTwo(List<N> nodes) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = random.nextInt(nodes.size());
        int second = random.nextInt(nodes.size() - 1);
        second += second >= first ? 1 : 0;
        N one = nodes.get(first);
        if (random.nextInt(EXPLORE) == 0) {
            return one;
        }
        N other = nodes.get(second);
        return cost(one) <= cost(other) ? one : other;
    }

    /** Time until one more command would be answered. A node that nothing is known of is tried with one, not flooded. */
    private static double cost(ReadNode node) {
        long latency = node.latencyNanos();
        int outstanding = node.outstanding();
        if (latency == 0) {
            return outstanding == 0 ? 0 : Double.MAX_VALUE;
        }
        return (double) latency * (outstanding + 1) / node.weight();
    }
}
