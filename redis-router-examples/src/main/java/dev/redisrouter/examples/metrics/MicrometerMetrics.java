package dev.redisrouter.examples.metrics;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.examples.Servers;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.metrics.micrometer.RouterMeterBinder;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import redis.clients.jedis.Jedis;

/** The figures with Micrometer, and without any library. */
public final class MicrometerMetrics {
    private MicrometerMetrics() {}

    public static void main(String... args) throws InterruptedException {
        try (Servers servers = Servers.withSentinels(args);
                RedisRouter router = RedisRouter.start(servers.config());
                Jedis redis = new Jedis(router.host(), router.port())) {

            // With Prometheus it would be a PrometheusMeterRegistry; the binder is the same.
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            new RouterMeterBinder(router).bindTo(registry);

            for (int i = 0; i < 300; i++) {
                redis.get("hello");
            }
            scrape(registry);

            registry.getMeters().stream()
                    .filter(meter -> meter.getId().getName().equals("redis.router.commands"))
                    .filter(meter -> value(meter) > 0)
                    .sorted(Comparator.comparing(meter -> meter.getId().toString()))
                    .forEach(meter -> System.out.println("micrometer: " + value(meter) + " of kind "
                            + meter.getId().getTag("kind") + " on "
                            + meter.getId().getTag("node")));

            MetricsSnapshot snapshot = router.metrics();
            System.out.println("snapshot: " + snapshot.counter(RouterMetric.COMMANDS, "kind", "read") + " reads, p99 "
                    + snapshot.timer(RouterMetric.LATENCY).quantile(0.99).toNanos() / 1_000 + " µs");
            System.out.print(snapshot.text());
        }
    }

    /** What a monitoring system does by itself, every few seconds: nodes that are new get their meters with it. */
    private static void scrape(SimpleMeterRegistry registry) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(200);
        registry.forEachMeter(MicrometerMetrics::value);
    }

    private static double value(Meter meter) {
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .mapToDouble(measurement -> measurement.getValue())
                .sum();
    }
}
