package dev.redisrouter.core.observe;

import dev.redisrouter.metrics.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts durations in log-linear buckets: 16 to each doubling, so that a bucket's bound is within 6.25 % of what fell
 * into it, from 1 µs (steps of 64 ns below it) to 68 s (what took longer counts as that). Thread-safe: event loops add
 * to stripes of their own, so that they do not fight over the few buckets that a steady load hits.
 */
final class LatencyHistogram {
    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;
    /** Below 2^10 ns the steps are those of the first doubling. */
    private static final int FIRST_BIT = 10;

    private static final int LAST_BIT = 36;
    private static final long LONGEST = (1L << LAST_BIT) - 1;
    private static final int BUCKETS = (LAST_BIT - FIRST_BIT + 1) * SUB;
    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    private final AtomicLongArray[] counts = new AtomicLongArray[STRIPES];
    private final LongAdder totalNanos = new LongAdder();

    LatencyHistogram() {
        for (int i = 0; i < STRIPES; i++) {
            counts[i] = new AtomicLongArray(BUCKETS);
        }
    }

    void add(long nanos, int count) {
        long value = Math.max(0, Math.min(nanos, LONGEST));
        counts[(int) Thread.currentThread().getId() & (STRIPES - 1)].getAndAdd(bucketOf(value), count);
        totalNanos.add(value * count);
    }

    Distribution distribution() {
        List<Distribution.Bucket> filled = new ArrayList<>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            long count = 0;
            for (AtomicLongArray stripe : counts) {
                count += stripe.get(bucket);
            }
            if (count > 0) {
                filled.add(new Distribution.Bucket(upTo(bucket), count));
            }
        }
        return new Distribution(totalNanos.sum(), filled);
    }

    private static int bucketOf(long nanos) {
        int octave = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - FIRST_BIT);
        return octave == 0
                ? (int) (nanos >>> (FIRST_BIT - SUB_BITS))
                : (octave - 1) * SUB + (int) (nanos >>> (octave - 1 + FIRST_BIT - SUB_BITS));
    }

    private static long upTo(int bucket) {
        int octave = bucket / SUB;
        int sub = bucket % SUB;
        return octave == 0
                ? ((long) (sub + 1) << (FIRST_BIT - SUB_BITS)) - 1
                : ((long) (SUB + sub + 1) << (octave - 1 + FIRST_BIT - SUB_BITS)) - 1;
    }

    private static int stripes(int processors) {
        return Integer.highestOneBit(Math.max(1, Math.min(processors, 8)));
    }
}
