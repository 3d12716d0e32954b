package dev.redisrouter.metrics.micrometer;

import dev.redisrouter.RedisRouter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One router's meters in one registry. Thread-safe.
 *
 * <p>A scrape reads hundreds of meters one after another; they share one snapshot, taken again when it is older than
 * {@link #FRESH_NANOS}. Taking it registers the meters that are new in it. The registry refers to this object weakly,
 * and the router's listener refers to it strongly, so that it lives exactly as long as the router.
 */
final class BoundRouter {
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double[] QUANTILES = {0.5, 0.99, 0.999};

    private final RedisRouter router;
    private final MeterRegistry registry;
    private final Tags tags;
    private final Set<MeterId> registered = ConcurrentHashMap.newKeySet();
    /** Set by the one thread that takes a snapshot; the others go on with the last one, so none ever waits. */
    private final AtomicBoolean refreshing = new AtomicBoolean();

    private volatile RecentReadings readings;

    BoundRouter(RedisRouter router, MeterRegistry registry, Tags tags) {
        this.router = router;
        this.registry = registry;
        this.tags = tags;
        this.readings = RecentReadings.startingAt(now());
    }

    /** Takes a snapshot and registers what is new in it. */
    void refresh() {
        if (!refreshing.compareAndSet(false, true)) {
            return;
        }
        try {
            Reading reading = Reading.of(now(), router.metrics());
            readings = readings.with(reading);
            reading.meters().keySet().stream().filter(registered::add).forEach(this::register);
        } finally {
            refreshing.set(false);
        }
    }

    private RecentReadings readings() {
        if (now() - readings.last().takenNanos() > FRESH_NANOS) {
            refresh();
        }
        return readings;
    }

    private void register(MeterId id) {
        switch (id.metric().type()) {
            case COUNTER -> registerCounter(id);
            case GAUGE -> registerGauge(id);
            case TIMER -> registerTimer(id);
        }
    }

    private void registerCounter(MeterId id) {
        FunctionCounter.builder(
                        id.metric().metricName(), this, b -> b.readings().last().count(id))
                .tags(tags(id))
                .description(id.metric().description())
                .baseUnit(baseUnit(id))
                .register(registry);
    }

    private void registerGauge(MeterId id) {
        Gauge.builder(id.metric().metricName(), this, b -> b.readings().last().value(id))
                .tags(tags(id))
                .description(id.metric().description())
                .baseUnit(baseUnit(id))
                .register(registry);
    }

    private void registerTimer(MeterId id) {
        FunctionTimer.builder(
                        id.metric().metricName(),
                        this,
                        b -> b.readings().last().distribution(id).count(),
                        b -> b.readings().last().distribution(id).totalNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags(id))
                .description(id.metric().description())
                .register(registry);
        for (double quantile : QUANTILES) {
            Gauge.builder(
                            id.metric().metricName() + ".percentile",
                            this,
                            b -> b.readings().lately(id).quantile(quantile).toNanos() / 1e9)
                    .tags(tags(id).and("phi", Double.toString(quantile)))
                    .description(id.metric().description())
                    .baseUnit("seconds")
                    .register(registry);
        }
    }

    /** Registries append it to the name: {@code clients_opened_connections_total} would say nothing more. */
    private static @Nullable String baseUnit(MeterId id) {
        String unit = id.metric().unit();
        return unit.equals("bytes") || unit.equals("seconds") ? unit : null;
    }

    private Tags tags(MeterId id) {
        Tags all = tags;
        for (String key : id.metric().tagKeys()) {
            all = all.and(key, id.tags().getOrDefault(key, ""));
        }
        return all;
    }

    private long now() {
        return registry.config().clock().monotonicTime();
    }
}
