package dev.redisrouter.benchmarks.throughput;

import dev.redisrouter.benchmarks.statistics.Spread;
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
        return Spread.of(of(target), value).median();
    }

    /** The median over the rounds of how many times the value of {@code other} it was; empty without that other. */
    OptionalDouble ratio(String target, String other, ToDoubleFunction<Measurement> value) {
        if (!byTarget.containsKey(other)) {
            return OptionalDouble.empty();
        }
        List<Measurement> mine = of(target);
        List<Measurement> theirs = of(other);
        return OptionalDouble.of(Spread.of(IntStream.range(0, Math.min(mine.size(), theirs.size()))
                        .mapToDouble(i -> value.applyAsDouble(mine.get(i)) / value.applyAsDouble(theirs.get(i))))
                .median());
    }

    private List<Measurement> of(String target) {
        return byTarget.getOrDefault(target, List.of());
    }
}
