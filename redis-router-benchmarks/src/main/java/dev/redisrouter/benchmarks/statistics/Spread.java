package dev.redisrouter.benchmarks.statistics;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The values that one figure had, at least one. Immutable. */
public final class Spread {
    private final double[] sorted;

    private Spread(double[] sorted) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("values: none (expected: one or more)");
        }
        this.sorted = sorted;
    }

    public static Spread of(DoubleStream values) {
        return new Spread(values.sorted().toArray());
    }

    public static <T> Spread of(Collection<T> measured, ToDoubleFunction<? super T> figure) {
        return of(measured.stream().mapToDouble(figure));
    }

    public double min() {
        return sorted[0];
    }

    /** The one in the middle, or halfway between the two in the middle. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double max() {
        return sorted[sorted.length - 1];
    }
}
