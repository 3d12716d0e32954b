package dev.redisrouter.metrics;

import java.util.Map;
import java.util.Set;

/** One figure at one moment: a metric with a value for each of its tags. */
public sealed interface Meter {

    RouterMetric metric();

    /** A value for each of {@link RouterMetric#tagKeys()}. */
    Map<String, String> tags();

    /** @param count since the router's start */
    record Counter(RouterMetric metric, Map<String, String> tags, long count) implements Meter {
        public Counter {
            tags = checked(metric, RouterMetric.Type.COUNTER, tags);
        }
    }

    /** @param value in the metric's unit, at the moment of the snapshot */
    record Gauge(RouterMetric metric, Map<String, String> tags, double value) implements Meter {
        public Gauge {
            tags = checked(metric, RouterMetric.Type.GAUGE, tags);
        }
    }

    /** @param distribution of all durations since the router's start */
    record Timer(RouterMetric metric, Map<String, String> tags, Distribution distribution) implements Meter {
        public Timer {
            tags = checked(metric, RouterMetric.Type.TIMER, tags);
        }
    }

    private static Map<String, String> checked(RouterMetric metric, RouterMetric.Type type, Map<String, String> tags) {
        if (metric.type() != type) {
            throw new IllegalArgumentException(
                    "type of " + metric.metricName() + ": " + type + " (expected: " + metric.type() + ")");
        }
        if (!tags.keySet().equals(Set.copyOf(metric.tagKeys()))) {
            throw new IllegalArgumentException(
                    "tags of " + metric.metricName() + ": " + tags.keySet() + " (expected: " + metric.tagKeys() + ")");
        }
        return Map.copyOf(tags);
    }
}
