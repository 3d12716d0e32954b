package dev.redisrouter.core.observe;

import static dev.redisrouter.metrics.RouterMetric.EVENTS;
import static dev.redisrouter.metrics.RouterMetric.FAILOVERS;
import static dev.redisrouter.metrics.RouterMetric.FAILOVER_GAP;
import static dev.redisrouter.metrics.RouterMetric.FAILOVER_STEPS;

import dev.redisrouter.event.FailoverTimeline.Step;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.metrics.Meter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Counts events by name, and what they say of failovers. Hears on the control thread, is read from any. */
public final class EventMeters implements RouterListener, MeterSource {
    private static final List<Step> AFTER_HOLDING = List.of(Step.CHOSEN, Step.IN_USE, Step.FIRST_WRITE, Step.RELEASED);

    private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();
    private final LongAdder failovers = new LongAdder();
    private final LatencyHistogram gaps = new LatencyHistogram();
    private final Map<Step, LatencyHistogram> steps =
            AFTER_HOLDING.stream().collect(Collectors.toUnmodifiableMap(step -> step, step -> new LatencyHistogram()));

    @Override
    public void onEvent(RouterEvent event) {
        byName.computeIfAbsent(name(event), n -> new LongAdder()).increment();
        if (event instanceof RouterEvent.MasterInUse inUse) {
            masterInUse(inUse);
        } else if (event instanceof RouterEvent.FailoverEnded ended) {
            AFTER_HOLDING.forEach(step -> ended.timeline()
                    .between(Step.HELD, step)
                    .ifPresent(time -> histogram(step).add(Math.max(0, time.toNanos()), 1)));
        }
    }

    @Override
    public void collect(Consumer<Meter> sink) {
        byName.forEach((name, count) -> sink.accept(new Meter.Counter(EVENTS, Map.of("event", name), count.sum())));
        sink.accept(new Meter.Counter(FAILOVERS, Map.of(), failovers.sum()));
        sink.accept(new Meter.Timer(FAILOVER_GAP, Map.of(), gaps.distribution()));
        AFTER_HOLDING.forEach(step -> sink.accept(new Meter.Timer(
                FAILOVER_STEPS, Map.of("step", step.text()), histogram(step).distribution())));
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

    private LatencyHistogram histogram(Step step) {
        return Objects.requireNonNull(steps.get(step));
    }

    /** The first word of an event's text is its stable name. */
    private static String name(RouterEvent event) {
        String text = event.text();
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }
}
