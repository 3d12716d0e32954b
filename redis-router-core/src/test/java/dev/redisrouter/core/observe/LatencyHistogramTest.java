package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.metrics.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A duration is known to 6.25 %, never as shorter than it was, and none is lost. */
class LatencyHistogramTest {
    private static final long MICRO = 1_000;
    private static final long LONGEST = (1L << 36) - 1;

    @Test
    void everyDurationLiesInABucketNoMoreThanASixteenthAbove() {
        for (long nanos : LongStream.concat(edges(), new Random(1).longs(10_000, 1_024, LONGEST))
                .toArray()) {
            LatencyHistogram histogram = new LatencyHistogram();

            histogram.add(nanos, 1);

            assertThat(histogram.distribution().max().toNanos())
                    .as("bound of %d ns", nanos)
                    .isBetween(nanos, nanos + Math.max(63, nanos / 16));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quantilesAreThoseOfTheSamplesWithinASixteenth(long seed) {
        LatencyHistogram histogram = new LatencyHistogram();
        long[] samples = new Random(seed)
                .doubles(20_000)
                .mapToLong(d -> (long) (10 * MICRO * Math.exp(d * 12)))
                .toArray();
        Arrays.stream(samples).forEach(nanos -> histogram.add(nanos, 1));
        Arrays.sort(samples);

        Distribution distribution = histogram.distribution();

        assertThat(distribution.count()).isEqualTo(samples.length);
        assertThat(distribution.totalNanos()).isEqualTo(Arrays.stream(samples).sum());
        for (double share : new double[] {0, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = samples[(int) Math.max(0, Math.ceil(share * samples.length) - 1)];
            assertThat(distribution.quantile(share).toNanos())
                    .as("quantile %s", share)
                    .isBetween(exact, exact + exact / 16);
        }
    }

    @Test
    void whatIsOutOfRangeCountsAsTheNearest() {
        LatencyHistogram histogram = new LatencyHistogram();

        histogram.add(-5, 1);
        histogram.add(Duration.ofHours(1).toNanos(), 2);

        assertThat(histogram.distribution().buckets())
                .containsExactly(new Distribution.Bucket(63, 1), new Distribution.Bucket(LONGEST, 2));
    }

    @Test
    void aRunOfRepliesIsCountedAtOnce() {
        LatencyHistogram histogram = new LatencyHistogram();

        histogram.add(100 * MICRO, 16);

        assertThat(histogram.distribution().count()).isEqualTo(16);
        assertThat(histogram.distribution().mean()).isEqualTo(Duration.ofNanos(100 * MICRO));
    }

    @Test
    void threadsThatAddAtOnceLoseNothing() throws InterruptedException {
        LatencyHistogram histogram = new LatencyHistogram();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    histogram.add(50 * MICRO, 1);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(histogram.distribution().count()).isEqualTo(80_000);
    }

    private static LongStream edges() {
        return LongStream.rangeClosed(0, 36)
                .flatMap(bit -> LongStream.of((1L << bit) - 1, 1L << bit, (1L << bit) + 1))
                .filter(nanos -> nanos <= LONGEST);
    }
}
