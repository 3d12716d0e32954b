package dev.redisrouter.metrics;

import java.time.Instant;
import java.util.List;

/**
 * Everything counted since the router's start, at one moment.
 *
 * @param at when it was taken, by the wall clock
 * @param meters one entry per name and tags
 */
public record MetricsSnapshot(Instant at, List<Meter> meters) {
    public MetricsSnapshot {
        meters = List.copyOf(meters);
    }
}
