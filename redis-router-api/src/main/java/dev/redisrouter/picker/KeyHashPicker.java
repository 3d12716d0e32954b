package dev.redisrouter.picker;

import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import java.util.List;

/**
 * Rendezvous hashing: every node draws a number from the key and its own address, and the best number wins. A node's
 * numbers depend on nothing but the two, so keys move only from a node that goes, or to one that comes.
 *
 * <p>With weights the numbers are drawn from an exponential distribution whose rate is the weight: the smallest of such
 * draws is a given node's with a probability proportional to its rate.
 */
final class KeyHashPicker implements NodePicker {
    static final KeyHashPicker INSTANCE = new KeyHashPicker();

    private KeyHashPicker() {}

    @Override
    public String name() {
        return "key-hash";
    }

    @Override
    public boolean perKey() {
        return true;
    }

    @Override
    public <N extends ReadNode> Selection<N> over(List<N> candidates) {
        List<N> nodes = List.copyOf(candidates);
        long[] seeds =
                nodes.stream().mapToLong(n -> seed(n.address().toString())).toArray();
        int[] weights = nodes.stream().mapToInt(ReadNode::weight).toArray();
        boolean equal = nodes.stream().mapToInt(ReadNode::weight).distinct().count() == 1;
        return equal ? keyHash -> nodes.get(best(keyHash, seeds)) : keyHash -> nodes.get(best(keyHash, seeds, weights));
    }

    /** With equal weights the order of the uniform numbers is the order of the exponential ones: no logarithms. */
    private static int best(int keyHash, long[] seeds) {
        int best = 0;
        long bestDraw = uniform(keyHash, seeds[0]);
        for (int i = 1; i < seeds.length; i++) {
            long draw = uniform(keyHash, seeds[i]);
            if (draw > bestDraw) {
                best = i;
                bestDraw = draw;
            }
        }
        return best;
    }

    private static int best(int keyHash, long[] seeds, int[] weights) {
        int best = 0;
        double bestDraw = exponential(keyHash, seeds[0], weights[0]);
        for (int i = 1; i < seeds.length; i++) {
            double draw = exponential(keyHash, seeds[i], weights[i]);
            if (draw < bestDraw) {
                best = i;
                bestDraw = draw;
            }
        }
        return best;
    }

    private static double exponential(int keyHash, long seed, int weight) {
        return -Math.log((uniform(keyHash, seed) + 0.5) * 0x1p-53) / weight;
    }

    /** 53 bits that look random, the same on every machine. */
    private static long uniform(int keyHash, long seed) {
        return mix(seed ^ mix(keyHash)) >>> 11;
    }

    private static long seed(String address) {
        long seed = 0;
        for (int i = 0; i < address.length(); i++) {
            seed = mix(seed ^ address.charAt(i));
        }
        return seed;
    }

    /** An invertible scrambling in which every bit of the input changes about half of the output. */
    private static long mix(long value) {
        long v = value + 0x9E3779B97F4A7C15L;
        v = (v ^ (v >>> 32)) * 0xD6E8FEB86659FD93L;
        v = (v ^ (v >>> 32)) * 0xD6E8FEB86659FD93L;
        return v ^ (v >>> 32);
    }
}
