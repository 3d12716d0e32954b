package dev.redisrouter.benchmarks.failover;

import dev.redisrouter.benchmarks.failover.PacedWriter.Write;
import dev.redisrouter.benchmarks.statistics.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What one contestant saw of one failover.
 *
 * @param firstWriteMillis from the signal to the first write that was acknowledged after the promotion
 * @param afterPromotionMillis from the promotion to that write
 * @param errors how often each code
 * @param slowestMillis the slowest call
 * @param lost acknowledged writes that are not there after the return of the old master
 */
record Outcome(
        double firstWriteMillis,
        double afterPromotionMillis,
        Map<String, Long> errors,
        double slowestMillis,
        long lost) {

    /**
     * Judges.
     *
     * @param struck when the signal was given, by {@link System#nanoTime}
     * @param promoted when the new master said that it is one
     * @param present the keys that are there in the end
     */
    static Outcome of(List<Write> writes, long struck, long promoted, Set<String> present) {
        long first = writes.stream()
                .filter(write -> write.acknowledged() && write.ended() >= promoted)
                .mapToLong(Write::ended)
                .min()
                .orElseThrow(() -> new IllegalStateException("no write was acknowledged after the promotion"));
        Map<String, Long> errors = writes.stream()
                .filter(write -> !write.acknowledged())
                .collect(Collectors.groupingBy(Write::error, TreeMap::new, Collectors.counting()));
        long slowest = writes.stream()
                .mapToLong(write -> write.ended() - write.sent())
                .max()
                .orElse(0);
        long lost = writes.stream()
                .filter(Write::acknowledged)
                .map(Write::key)
                .filter(key -> !present.contains(key))
                .count();
        return new Outcome(millis(first - struck), millis(first - promoted), errors, millis(slowest), lost);
    }

    /** The sum of what was seen in several failovers, by code. */
    static Map<String, Long> errors(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.errors().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.summingLong(Map.Entry::getValue)));
    }

    /** Median and maximum of a figure, in whole milliseconds. */
    static String medianAndMax(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        Spread spread = Spread.of(outcomes, figure);
        return String.format(Locale.ROOT, "%.0f / %.0f", spread.median(), spread.max());
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
