package dev.redisrouter.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redisrouter.metrics.Distribution;
import dev.redisrouter.metrics.Distribution.Bucket;
import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.RouterMetric;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the router counts stands in the registry under the same names and tags, also for nodes that appear later. */
class RouterMeterBinderTest {
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final FakeRouter router = new FakeRouter();

    @Test
    void countersKeepTheirNamesAndTags() {
        router.counts(reads("h1:1", 10), reads("h2:2", 20));
        new RouterMeterBinder(router).bindTo(registry);

        assertThat(count("h1:1")).isEqualTo(10);
        assertThat(count("h2:2")).isEqualTo(20);
        assertThat(registry.get("redis.router.commands").functionCounters())
                .allSatisfy(c -> assertThat(c.getId().getBaseUnit()).isNull())
                .allSatisfy(c -> assertThat(c.getId().getDescription()).isEqualTo(RouterMetric.COMMANDS.description()));

        router.counts(reads("h1:1", 11), reads("h2:2", 20));
        clock.add(Duration.ofSeconds(1));

        assertThat(count("h1:1")).isEqualTo(11);
    }

    @Test
    void onlyBytesAndSecondsAreUnits() {
        router.counts(
                reads("h1:1", 1),
                new Meter.Counter(RouterMetric.BYTES, Map.of("direction", "in"), 1),
                new Meter.Gauge(RouterMetric.TOPOLOGY_AGE, Map.of(), 1));
        new RouterMeterBinder(router).bindTo(registry);

        assertThat(registry.get("redis.router.commands").meter().getId().getBaseUnit())
                .isNull();
        assertThat(registry.get("redis.router.bytes").meter().getId().getBaseUnit())
                .isEqualTo("bytes");
        assertThat(registry.get("redis.router.topology.age").meter().getId().getBaseUnit())
                .isEqualTo("seconds");
    }

    @Test
    void gaugesFollowAndReadAsNotANumberWhenTheirNodeIsGone() {
        router.counts(outstanding("h1:1", 5));
        new RouterMeterBinder(router).bindTo(registry);

        assertThat(registry.get("redis.router.outstanding")
                        .tag("node", "h1:1")
                        .gauge()
                        .value())
                .isEqualTo(5);

        router.counts();
        clock.add(Duration.ofSeconds(1));

        assertThat(registry.get("redis.router.outstanding")
                        .tag("node", "h1:1")
                        .gauge()
                        .value())
                .isNaN();
    }

    @Test
    void timersHaveCountTotalAndRecentPercentiles() {
        router.counts(latency(millis(1, 99), millis(20, 1)));
        new RouterMeterBinder(router).bindTo(registry);

        FunctionTimer timer = registry.get("redis.router.latency").functionTimer();
        assertThat(timer.count()).isEqualTo(100);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(119, within(1e-6));
        assertThat(percentile("0.5")).isEqualTo(0.001);
        assertThat(percentile("0.999")).isEqualTo(0.020);
    }

    @Test
    void percentilesForgetWhatWasLongAgo() {
        router.counts(latency(millis(1, 99), millis(20, 1)));
        new RouterMeterBinder(router).bindTo(registry);

        for (int minute = 1; minute <= 3; minute++) {
            router.counts(latency(millis(1, 99 + 100 * minute), millis(20, 1)));
            clock.add(Duration.ofMinutes(1));
            assertThat(percentile("0.5")).isEqualTo(0.001);
        }

        assertThat(percentile("0.999")).isEqualTo(0.001);
        assertThat(registry.get("redis.router.latency").functionTimer().count()).isEqualTo(400);
    }

    @Test
    void aNodeThatAppearsLaterGetsItsMetersWithTheEvent() {
        router.counts(reads("h1:1", 10));
        new RouterMeterBinder(router).bindTo(registry);

        router.counts(reads("h1:1", 10), reads("h2:2", 7));
        router.nodeAdded("h2:2");

        assertThat(count("h2:2")).isEqualTo(7);
    }

    @Test
    void aMeterThatAppearsWithoutAnEventIsRegisteredByTheNextReading() {
        router.counts(reads("h1:1", 10));
        new RouterMeterBinder(router).bindTo(registry);

        router.counts(reads("h1:1", 10), reads("h2:2", 7));
        clock.add(Duration.ofSeconds(1));
        assertThat(count("h1:1")).isEqualTo(10);

        assertThat(count("h2:2")).isEqualTo(7);
    }

    @Test
    void oneScrapeTakesOneSnapshot() {
        router.counts(reads("h1:1", 10), reads("h2:2", 20), latency(millis(1, 1)), outstanding("h1:1", 5));
        new RouterMeterBinder(router).bindTo(registry);
        clock.add(Duration.ofSeconds(10));
        int before = router.snapshots;

        registry.getMeters().forEach(m -> m.measure().forEach(measurement -> measurement.getValue()));

        assertThat(router.snapshots - before).isEqualTo(1);
    }

    @Test
    void meterLivesAsLongAsTheRouterThoughNobodyKeepsTheBinder() {
        router.counts(reads("h1:1", 10));
        new RouterMeterBinder(router).bindTo(registry);

        System.gc();
        router.counts(reads("h1:1", 30));
        clock.add(Duration.ofSeconds(1));

        assertThat(count("h1:1")).isEqualTo(30);
    }

    @Test
    void tagsOfTheUserTellRoutersApart() {
        router.counts(reads("h1:1", 10));
        FakeRouter other = new FakeRouter();
        other.counts(reads("h1:1", 20));

        new RouterMeterBinder(router, Tags.of("router", "orders")).bindTo(registry);
        new RouterMeterBinder(other, List.of(Tag.of("router", "stock"))).bindTo(registry);

        assertThat(registry.get("redis.router.commands")
                        .tag("router", "orders")
                        .functionCounter()
                        .count())
                .isEqualTo(10);
        assertThat(registry.get("redis.router.commands")
                        .tag("router", "stock")
                        .functionCounter()
                        .count())
                .isEqualTo(20);
    }

    private double count(String node) {
        return registry.get("redis.router.commands")
                .tag("node", node)
                .tag("kind", "read")
                .functionCounter()
                .count();
    }

    private double percentile(String phi) {
        return registry.get("redis.router.latency.percentile")
                .tag("phi", phi)
                .gauge()
                .value();
    }

    private static Meter reads(String node, long count) {
        return new Meter.Counter(RouterMetric.COMMANDS, Map.of("node", node, "kind", "read"), count);
    }

    private static Meter outstanding(String node, double value) {
        return new Meter.Gauge(RouterMetric.OUTSTANDING, Map.of("node", node), value);
    }

    private static Meter latency(Bucket... buckets) {
        long total = List.of(buckets).stream()
                .mapToLong(b -> b.upToNanos() * b.count())
                .sum();
        return new Meter.Timer(RouterMetric.LATENCY, Map.of("node", "h1:1"), new Distribution(total, List.of(buckets)));
    }

    private static Bucket millis(long millis, long count) {
        return new Bucket(millis * 1_000_000, count);
    }
}
