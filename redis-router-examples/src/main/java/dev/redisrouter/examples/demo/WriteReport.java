package dev.redisrouter.examples.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the writers did and what they were told. Times are those of {@link System#nanoTime}.
 *
 * @param acked every acknowledged write, in the order of the acknowledgements
 * @param errors how often a writer got an error instead, by the error's first word
 */
record WriteReport(List<Ack> acked, Map<String, Long> errors) {

    /** One acknowledged write: when it was begun, and when its {@code OK} had arrived. */
    record Ack(String key, long begunAt, long ackedAt) {}

    /** The longest time without any acknowledgement: from the last before to the first after. */
    record Gap(long from, long to) {}

    WriteReport {
        acked = acked.stream().sorted(Comparator.comparingLong(Ack::ackedAt)).toList();
        errors = Map.copyOf(errors);
    }

    /** Needs two acknowledgements at least. */
    Gap longestGap() {
        if (acked.size() < 2) {
            throw new IllegalStateException("acknowledged writes: " + acked.size() + " (expected: 2 or more)");
        }
        Gap longest = new Gap(0, 0);
        for (int i = 1; i < acked.size(); i++) {
            Gap gap = new Gap(acked.get(i - 1).ackedAt(), acked.get(i).ackedAt());
            if (gap.to() - gap.from() > longest.to() - longest.from()) {
                longest = gap;
            }
        }
        return longest;
    }

    /** How many writes were begun before this moment and acknowledged at some time. */
    long begunBefore(long nanos) {
        return acked.stream().filter(ack -> ack.begunAt() - nanos < 0).count();
    }

    long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    Promise withoutErrors() {
        return new Promise(
                "no client saw an error",
                errorCount() == 0,
                errors.isEmpty() ? "0 errors" : errorCount() + " errors " + new TreeMap<>(errors));
    }
}
