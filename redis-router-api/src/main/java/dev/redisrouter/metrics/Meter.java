package dev.redisrouter.metrics;

import java.util.Map;

/** One figure. */
public record Meter(String name, Map<String, String> tags, double value) {
    public Meter {
        tags = Map.copyOf(tags);
    }
}
