package dev.redisrouter.metrics;

import java.util.HashMap;
import java.util.Map;

/** The tags that a meter must have, checked against what its metric can have: a typing error must not read as 0. */
record TagQuery(Map<String, String> wanted) {

    static TagQuery of(RouterMetric metric, RouterMetric.Type type, String... tags) {
        if (metric.type() != type) {
            throw new IllegalArgumentException(
                    "type of " + metric.metricName() + ": " + type + " (expected: " + metric.type() + ")");
        }
        if (tags.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "tags: " + String.join(", ", tags) + " (expected: key, value, key, value)");
        }
        Map<String, String> wanted = new HashMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            checkKey(metric, tags[i]);
            wanted.put(tags[i], tags[i + 1]);
        }
        return new TagQuery(wanted);
    }

    static void checkKey(RouterMetric metric, String key) {
        if (!metric.tagKeys().contains(key)) {
            throw new IllegalArgumentException(
                    "tag of " + metric.metricName() + ": " + key + " (expected: one of " + metric.tagKeys() + ")");
        }
    }

    boolean matches(Meter meter) {
        return meter.tags().entrySet().containsAll(wanted.entrySet());
    }
}
