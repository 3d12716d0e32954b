package dev.redisrouter.metrics.micrometer;

import dev.redisrouter.RedisRouter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Binds everything in {@link dev.redisrouter.metrics.RouterMetric} to a registry, under the same names and tags:
 *
 * <pre>{@code
 * new RouterMeterBinder(router).bindTo(registry);
 * }</pre>
 *
 * <p>Counters become function counters, and timers function timers beside gauges named {@code ….percentile}, tagged
 * {@code phi}, over the last one to two minutes. Nodes that appear later get their meters with the router's next event,
 * or with the next reading of any meter. Figures are at most 100 ms old.
 *
 * <p>Immutable and thread-safe. What it binds lives as long as the router.
 */
public final class RouterMeterBinder implements MeterBinder {
    private final RedisRouter router;
    private final Tags tags;

    public RouterMeterBinder(RedisRouter router) {
        this(router, Tags.empty());
    }

    /**
     * A binder that tags every meter.
     *
     * @param tags tell several routers of one registry apart
     */
    public RouterMeterBinder(RedisRouter router, Iterable<Tag> tags) {
        this.router = router;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        BoundRouter bound = new BoundRouter(router, registry, tags);
        router.addListener(event -> bound.refresh());
        bound.refresh();
    }
}
