package dev.redisrouter.examples.demo;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many reads each node served, as the nodes themselves counted.
 *
 * @param reads by the node's name
 */
record Spread(Map<String, Long> reads) {
    private static final double LARGEST_RATIO = 1.05;

    Spread {
        reads = Map.copyOf(reads);
    }

    long total() {
        return reads.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The most that a node served divided by the least; 1 is perfectly even, infinite when a node served none. */
    double ratio() {
        long most = reads.values().stream().mapToLong(Long::longValue).max().orElse(0);
        long least = reads.values().stream().mapToLong(Long::longValue).min().orElse(0);
        return least == 0 ? Double.POSITIVE_INFINITY : (double) most / least;
    }

    /** Every read arrived at a node, once, and no node served 5 % more than another. */
    Promise even(long sent) {
        String counts = new TreeMap<>(reads)
                .entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
        return new Promise(
                String.format(Locale.ROOT, "%,d reads are spread evenly over the nodes", sent),
                total() == sent && ratio() <= LARGEST_RATIO,
                String.format(Locale.ROOT, "%s; most / least %.3f", counts, ratio()));
    }
}
