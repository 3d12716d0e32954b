package dev.redisrouter.metrics.micrometer;

import dev.redisrouter.metrics.Distribution;
import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.MetricsSnapshot;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot, found by id, and when it was taken by the registry's monotonic clock. A meter that is not in it, such
 * as a gauge of a node that is gone, reads as nothing: 0, or not a number for a gauge.
 */
record Reading(long takenNanos, Map<MeterId, Meter> meters) {

    static Reading of(long takenNanos, MetricsSnapshot snapshot) {
        return new Reading(
                takenNanos,
                snapshot.meters().stream().collect(Collectors.toMap(MeterId::of, Function.identity(), (a, b) -> b)));
    }

    double count(MeterId id) {
        return meter(id) instanceof Meter.Counter counter ? counter.count() : 0;
    }

    double value(MeterId id) {
        return meter(id) instanceof Meter.Gauge gauge ? gauge.value() : Double.NaN;
    }

    Distribution distribution(MeterId id) {
        return meter(id) instanceof Meter.Timer timer ? timer.distribution() : Distribution.EMPTY;
    }

    private @Nullable Meter meter(MeterId id) {
        return meters.get(id);
    }
}
