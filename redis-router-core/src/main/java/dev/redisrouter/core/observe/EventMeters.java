package dev.redisrouter.core.observe;

import static dev.redisrouter.metrics.RouterMetric.EVENTS;
import static dev.redisrouter.metrics.RouterMetric.FAILOVERS;
import static dev.redisrouter.metrics.RouterMetric.FAILOVER_GAP;

import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.metrics.Meter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts events by name, and what they say of failovers. Hears on the control thread, is read from any. */
public final class EventMeters implements RouterListener, MeterSource {
    private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();
    private final LongAdder failovers = new LongAdder();
    private final LatencyHistogram gaps = new LatencyHistogram();

    @Override
    public void onEvent(RouterEvent event) {
        byName.computeIfAbsent(name(event), n -> new LongAdder()).increment();
        if (event instanceof RouterEvent.MasterInUse inUse) {
            masterInUse(inUse);
        }
    }

    @Override
    public void collect(Consumer<Meter> sink) {
        byName.forEach((name, count) -> sink.accept(new Meter.Counter(EVENTS, Map.of("event", name), count.sum())));
        sink.accept(new Meter.Counter(FAILOVERS, Map.of(), failovers.sum()));
        sink.accept(new Meter.Timer(FAILOVER_GAP, Map.of(), gaps.distribution()));
    }

    /** A master that comes back into use by itself ends a gap, and is no failover. */
    private void masterInUse(RouterEvent.MasterInUse inUse) {
        if (inUse.previous().isPresent() && !inUse.previous().get().equals(inUse.node())) {
            failovers.increment();
        }
        if (!inUse.without().isZero()) {
            gaps.add(inUse.without().toNanos(), 1);
        }
    }

    /** The first word of an event's text is its stable name. */
    private static String name(RouterEvent event) {
        String text = event.text();
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }
}
