package dev.redisrouter.benchmarks.throughput;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What was measured of each target under one load, round by round. Targets are compared within a round, where the machine
 * was the same for all, and only then over the rounds.
 *
 * @param byTarget in the order of the report
 */
record Rounds(Map<String, List<Measurement>> byTarget) {

    Set<String> targets() {
        return byTarget.keySet();
    }

    double median(String target, ToDoubleFunction<Measurement> value) {
        return median(of(target).stream().mapToDouble(value).toArray());
    }

    /** The median over the rounds of how many times the value of {@code other} it was; empty without that other. */
    OptionalDouble ratio(String target, String other, ToDoubleFunction<Measurement> value) {
        if (!byTarget.containsKey(other)) {
            return OptionalDouble.empty();
        }
        List<Measurement> mine = of(target);
        List<Measurement> theirs = of(other);
        return OptionalDouble.of(median(IntStream.range(0, Math.min(mine.size(), theirs.size()))
                .mapToDouble(i -> value.applyAsDouble(mine.get(i)) / value.applyAsDouble(theirs.get(i)))
                .toArray()));
    }

    /** The middle one, or halfway between the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private List<Measurement> of(String target) {
        return byTarget.getOrDefault(target, List.of());
    }
}
