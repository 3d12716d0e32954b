package dev.redisrouter.core.observe;

import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.RouterMetric;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Figures that another part keeps, asked for at every snapshot. From any thread; quick, and never throws. */
@FunctionalInterface
public interface MeterSource {

    void collect(Consumer<Meter> sink);

    /** One gauge without tags. */
    static MeterSource gauge(RouterMetric metric, DoubleSupplier value) {
        return sink -> sink.accept(new Meter.Gauge(metric, Map.of(), value.getAsDouble()));
    }
}
