package dev.redisrouter.metrics.micrometer;

import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.RouterMetric;
import java.util.Map;

/** What tells a meter of a snapshot from the others. */
record MeterId(RouterMetric metric, Map<String, String> tags) {
    static MeterId of(Meter meter) {
        return new MeterId(meter.metric(), meter.tags());
    }
}
