package dev.redisrouter.metrics;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * How durations were spread. Each is known to about 6 %: it lies in a bucket, and the bucket's upper bound speaks for
 * it, so that no figure is better than the truth.
 *
 * @param totalNanos the sum of all durations
 * @param buckets those that are not empty, in ascending order
 */
public record Distribution(long totalNanos, List<Bucket> buckets) {

    public static final Distribution EMPTY = new Distribution(0, List.of());

    /**
     * How many durations were up to a bound and longer than the bound of the bucket before.
     *
     * @param upToNanos the longest duration that falls into it
     * @param count how many did
     */
    public record Bucket(long upToNanos, long count) {}

    public Distribution {
        buckets = List.copyOf(buckets);
    }

    /** How many durations there were. */
    public long count() {
        return buckets.stream().mapToLong(Bucket::count).sum();
    }

    /** The average; zero when there were none. */
    public Duration mean() {
        long count = count();
        return Duration.ofNanos(count == 0 ? 0 : totalNanos / count);
    }

    /** The longest; zero when there were none. */
    public Duration max() {
        return Duration.ofNanos(
                buckets.isEmpty() ? 0 : buckets.get(buckets.size() - 1).upToNanos());
    }

    /**
     * The duration that this share of all stayed within; zero when there were none.
     *
     * @param share 0 to 1, such as 0.99
     */
    public Duration quantile(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " (expected: 0-1)");
        }
        long rank = Math.max(1, (long) Math.ceil(share * count()));
        long seen = 0;
        for (Bucket bucket : buckets) {
            seen += bucket.count();
            if (seen >= rank) {
                return Duration.ofNanos(bucket.upToNanos());
            }
        }
        return Duration.ZERO;
    }

    /** Both together, such as those of two nodes. */
    public Distribution plus(Distribution other) {
        return merge(other, 1);
    }

    /** What has come since an earlier snapshot of the same meter. */
    public Distribution minus(Distribution earlier) {
        return merge(earlier, -1);
    }

    private Distribution merge(Distribution other, int sign) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        buckets.forEach(b -> counts.merge(b.upToNanos(), b.count(), Long::sum));
        other.buckets.forEach(b -> counts.merge(b.upToNanos(), sign * b.count(), Long::sum));
        List<Bucket> merged = counts.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> new Bucket(e.getKey(), e.getValue()))
                .toList();
        return new Distribution(Math.max(0, totalNanos + sign * other.totalNanos), merged);
    }
}
