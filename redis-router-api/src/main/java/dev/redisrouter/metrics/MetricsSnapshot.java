package dev.redisrouter.metrics;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything counted since the router's start, at one moment. The figures are read one after another while the router
 * works, so two of them may differ by what happened in between.
 *
 * <p>The look-ups add up all meters of a metric that have the given tags:
 *
 * <pre>{@code
 * long reads = router.metrics().counter("redis.router.commands", "kind", "read");           // over all nodes
 * long onOne = router.metrics().counter("redis.router.commands", "kind", "read", "node", "h1:6379");
 * }</pre>
 *
 * <p>They throw {@link IllegalArgumentException} for a name, a type or a tag key that does not exist.
 *
 * @param at when it was taken, by the wall clock
 * @param meters one entry per metric and tags, in the order of {@link RouterMetric}
 */
public record MetricsSnapshot(Instant at, List<Meter> meters) {
    public MetricsSnapshot {
        meters = List.copyOf(meters);
    }

    /** The sum of the counters of this name with these tags, given as key, value, key, value. */
    public long counter(String name, String... tags) {
        return counter(RouterMetric.named(name), tags);
    }

    /** The sum of the counters of this metric with these tags, given as key, value, key, value. */
    public long counter(RouterMetric metric, String... tags) {
        return matching(metric, RouterMetric.Type.COUNTER, Meter.Counter.class, tags)
                .mapToLong(Meter.Counter::count)
                .sum();
    }

    /** The sum of the gauges of this name with these tags, given as key, value, key, value. */
    public double gauge(String name, String... tags) {
        return gauge(RouterMetric.named(name), tags);
    }

    /** The sum of the gauges of this metric with these tags, given as key, value, key, value. */
    public double gauge(RouterMetric metric, String... tags) {
        return matching(metric, RouterMetric.Type.GAUGE, Meter.Gauge.class, tags)
                .mapToDouble(Meter.Gauge::value)
                .sum();
    }

    /** All durations of this name with these tags, given as key, value, key, value. */
    public Distribution timer(String name, String... tags) {
        return timer(RouterMetric.named(name), tags);
    }

    /** All durations of this metric with these tags, given as key, value, key, value. */
    public Distribution timer(RouterMetric metric, String... tags) {
        return matching(metric, RouterMetric.Type.TIMER, Meter.Timer.class, tags)
                .map(Meter.Timer::distribution)
                .reduce(Distribution.EMPTY, Distribution::plus);
    }

    /** The values that a tag of this metric has, such as every {@code node}; sorted. */
    public List<String> tagValues(RouterMetric metric, String key) {
        TagQuery.checkKey(metric, key);
        return meters.stream()
                .filter(m -> m.metric() == metric)
                .map(m -> m.tags().get(key))
                .distinct()
                .sorted()
                .toList();
    }

    /** A table for a terminal, without counters and timers that are still 0. */
    public String text() {
        return MetricsTable.of(this);
    }

    private <M extends Meter> Stream<M> matching(
            RouterMetric metric, RouterMetric.Type type, Class<M> meterType, String... tags) {
        TagQuery query = TagQuery.of(metric, type, tags);
        return meters.stream()
                .filter(m -> m.metric() == metric)
                .map(meterType::cast)
                .filter(query::matches);
    }
}
