package dev.redisrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.metrics.Distribution.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A look-up adds up what has the given tags, and never takes a typing error for 0. */
class MetricsSnapshotTest {
    private final MetricsSnapshot snapshot = new MetricsSnapshot(
            Instant.EPOCH,
            List.of(
                    commands("h1:1", "read", 10),
                    commands("h1:1", "write", 3),
                    commands("h2:2", "read", 20),
                    commands("h2:2", "write", 0),
                    latency("h1:1", 100_000),
                    latency("h2:2", 2_500_000),
                    new Meter.Gauge(RouterMetric.OUTSTANDING, Map.of("node", "h1:1"), 4),
                    new Meter.Gauge(RouterMetric.OUTSTANDING, Map.of("node", "h2:2"), 0),
                    new Meter.Gauge(RouterMetric.TOPOLOGY_AGE, Map.of(), 0.25)));

    @Test
    void countersAddUpOverTheTagsNotGiven() {
        assertThat(snapshot.counter("redis.router.commands")).isEqualTo(33);
        assertThat(snapshot.counter("redis.router.commands", "kind", "read")).isEqualTo(30);
        assertThat(snapshot.counter(RouterMetric.COMMANDS, "kind", "read", "node", "h2:2"))
                .isEqualTo(20);
        assertThat(snapshot.counter("redis.router.commands", "node", "h3:3")).isZero();
    }

    @Test
    void gaugesAddUp() {
        assertThat(snapshot.gauge("redis.router.outstanding")).isEqualTo(4);
        assertThat(snapshot.gauge(RouterMetric.TOPOLOGY_AGE)).isEqualTo(0.25);
    }

    @Test
    void timersMerge() {
        assertThat(snapshot.timer("redis.router.latency").count()).isEqualTo(2);
        assertThat(snapshot.timer(RouterMetric.LATENCY, "node", "h2:2").max()).isEqualTo(Duration.ofNanos(2_500_000));
    }

    @Test
    void tagValuesAreListed() {
        assertThat(snapshot.tagValues(RouterMetric.COMMANDS, "node")).containsExactly("h1:1", "h2:2");
        assertThat(snapshot.tagValues(RouterMetric.COMMANDS, "kind")).containsExactly("read", "write");
    }

    @Test
    void anUnknownNameTypeOrTagIsRefused() {
        assertThatThrownBy(() -> snapshot.counter("redis.router.comands"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("metric: redis.router.comands (expected: one of [redis.router.bytes, ");
        assertThatThrownBy(() -> snapshot.gauge("redis.router.commands"))
                .hasMessage("type of redis.router.commands: GAUGE (expected: COUNTER)");
        assertThatThrownBy(() -> snapshot.counter("redis.router.commands", "type", "read"))
                .hasMessage("tag of redis.router.commands: type (expected: one of [node, kind])");
        assertThatThrownBy(() -> snapshot.counter("redis.router.commands", "kind"))
                .hasMessage("tags: kind (expected: key, value, key, value)");
        assertThatThrownBy(() -> snapshot.tagValues(RouterMetric.COMMANDS, "host"))
                .hasMessage("tag of redis.router.commands: host (expected: one of [node, kind])");
    }

    @Test
    void theTableShowsWhatIsNotZeroInAlignedColumns() {
        assertThat(snapshot.text()).isEqualTo("""
                        redis.router.commands      node=h1:1 kind=read   10
                        redis.router.commands      node=h1:1 kind=write  3
                        redis.router.commands      node=h2:2 kind=read   20
                        redis.router.latency       node=h1:1             1  mean 100 µs  p50 100 µs  p99 100 µs  p99.9 100 µs  max 100 µs
                        redis.router.latency       node=h2:2             1  mean 2.50 ms  p50 2.50 ms  p99 2.50 ms  p99.9 2.50 ms  max 2.50 ms
                        redis.router.outstanding   node=h1:1             4
                        redis.router.outstanding   node=h2:2             0
                        redis.router.topology.age                        0.250 s
                        """);
    }

    @Test
    void theTableOfNothingIsEmpty() {
        assertThat(new MetricsSnapshot(Instant.EPOCH, List.of()).text()).isEmpty();
    }

    private static Meter commands(String node, String kind, long count) {
        return new Meter.Counter(RouterMetric.COMMANDS, Map.of("node", node, "kind", kind), count);
    }

    private static Meter latency(String node, long nanos) {
        return new Meter.Timer(
                RouterMetric.LATENCY, Map.of("node", node), new Distribution(nanos, List.of(new Bucket(nanos, 1))));
    }
}
