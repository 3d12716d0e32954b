package dev.redisrouter.benchmarks.soak;

import dev.redisrouter.benchmarks.statistics.Spread;
import java.util.Arrays;
import java.util.List;

/**
 * What has grown in a run: the median of its last quarter against that of the second, since the first is for warming up.
 *
 * @param before the median of the second quarter
 * @param after the median of the last quarter
 */
record Growth(Figure figure, long before, long after) {

    /** Fewer tell nothing. */
    static final int FEWEST_SAMPLES = 12;

    /** Of every figure. */
    static List<Growth> of(List<Sample> samples) {
        if (samples.size() < FEWEST_SAMPLES) {
            throw new IllegalArgumentException(
                    "samples: " + samples.size() + " (expected: " + FEWEST_SAMPLES + " or more)");
        }
        int size = samples.size();
        return Arrays.stream(Figure.values())
                .map(figure -> new Growth(
                        figure,
                        median(samples.subList(size / 4, size / 2), figure),
                        median(samples.subList(size - size / 4, size), figure)))
                .toList();
    }

    /** True when that is more than chance can explain. */
    boolean isTooMuch() {
        return figure.hasGrown(before, after);
    }

    private static long median(List<Sample> samples, Figure figure) {
        return (long) Spread.of(samples, sample -> sample.value(figure)).median();
    }
}
