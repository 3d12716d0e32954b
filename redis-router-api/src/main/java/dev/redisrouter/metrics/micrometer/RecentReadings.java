package dev.redisrouter.metrics.micrometer;

import dev.redisrouter.metrics.Distribution;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The last reading, and one that is a minute or two older: their difference is what happened lately, which a quantile
 * since the start would bury. Immutable.
 *
 * @param turned when {@code next} took its place, by the registry's monotonic clock
 */
record RecentReadings(Reading last, Reading base, Reading next, long turned) {
    private static final long TURN_NANOS = TimeUnit.MINUTES.toNanos(1);

    static RecentReadings startingAt(long nanos) {
        Reading nothing = new Reading(nanos, Map.of());
        return new RecentReadings(nothing, nothing, nothing, nanos);
    }

    RecentReadings with(Reading reading) {
        return reading.takenNanos() - turned < TURN_NANOS
                ? new RecentReadings(reading, base, next, turned)
                : new RecentReadings(reading, next, last, reading.takenNanos());
    }

    Distribution lately(MeterId id) {
        return last.distribution(id).minus(base.distribution(id));
    }
}
