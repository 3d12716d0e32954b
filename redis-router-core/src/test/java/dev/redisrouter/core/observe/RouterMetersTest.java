package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.topology.NodeAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Everything that is counted stands in the snapshot, under its documented name and tags. */
class RouterMetersTest {
    private static final NodeAddress ONE = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress TWO = new NodeAddress("10.0.0.2", 6379);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RouterMeters meters = new RouterMeters(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void commandsByKindAndNode() {
        meters.node(ONE).commands(CommandKind.READ, 16);
        meters.node(ONE).commands(CommandKind.WRITE, 2);
        meters.node(TWO).commands(CommandKind.READ, 4);
        meters.local(3);

        MetricsSnapshot snapshot = meters.snapshot();

        assertThat(snapshot.counter("redis.router.commands", "kind", "read")).isEqualTo(20);
        assertThat(snapshot.counter("redis.router.commands", "kind", "read", "node", "10.0.0.1:6379"))
                .isEqualTo(16);
        assertThat(snapshot.counter("redis.router.commands", "kind", "write")).isEqualTo(2);
        assertThat(snapshot.counter("redis.router.commands", "node", "router", "kind", "local"))
                .isEqualTo(3);
        assertThat(snapshot.counter("redis.router.commands")).isEqualTo(25);
    }

    @Test
    void latencyByNode() {
        meters.node(ONE).latency(100_000, 99);
        meters.node(ONE).latency(5_000_000, 1);
        meters.node(TWO).latency(200_000, 10);

        MetricsSnapshot snapshot = meters.snapshot();

        assertThat(snapshot.timer("redis.router.latency", "node", "10.0.0.1:6379")
                        .quantile(0.99))
                .isBetween(Duration.ofNanos(100_000), Duration.ofNanos(106_250));
        assertThat(snapshot.timer("redis.router.latency").count()).isEqualTo(110);
    }

    @Test
    void errorsByOriginAndKind() {
        meters.error(ErrorKind.WRONGTYPE, 2);
        meters.error(ErrorKind.MASTERDOWN, 3);
        meters.error(ErrorKind.HOLD_TIMEOUT, 5);

        MetricsSnapshot snapshot = meters.snapshot();

        assertThat(snapshot.counter("redis.router.errors", "origin", "node", "kind", "wrongtype"))
                .isEqualTo(2);
        assertThat(snapshot.counter("redis.router.errors", "origin", "node")).isEqualTo(5);
        assertThat(snapshot.counter("redis.router.errors", "kind", "hold-timeout"))
                .isEqualTo(5);
    }

    @Test
    void connectionsToClientsAndNodes() {
        meters.clientOpened();
        meters.clientOpened();
        meters.clientClosed();
        meters.node(ONE).connectionOpened();
        meters.node(ONE).connectionOpened();
        meters.node(ONE).connectionClosed();
        meters.node(TWO).connectionFailed();
        meters.bytesIn(100);
        meters.bytesOut(1_000);

        MetricsSnapshot snapshot = meters.snapshot();

        assertThat(snapshot.gauge("redis.router.clients")).isEqualTo(1);
        assertThat(snapshot.counter("redis.router.clients.opened")).isEqualTo(2);
        assertThat(snapshot.gauge("redis.router.connections", "node", "10.0.0.1:6379"))
                .isEqualTo(1);
        assertThat(snapshot.counter("redis.router.connections.opened")).isEqualTo(2);
        assertThat(snapshot.counter("redis.router.connections.failed", "node", "10.0.0.2:6379"))
                .isEqualTo(1);
        assertThat(snapshot.counter("redis.router.bytes", "direction", "in")).isEqualTo(100);
        assertThat(snapshot.counter("redis.router.bytes", "direction", "out")).isEqualTo(1_000);
    }

    @Test
    void holdsAndReplays() {
        meters.held(7);
        meters.holdExpired(2);
        meters.replayed(4);
        meters.freshFallback(9);

        MetricsSnapshot snapshot = meters.snapshot();

        assertThat(snapshot.counter("redis.router.holds")).isEqualTo(7);
        assertThat(snapshot.counter("redis.router.holds.expired")).isEqualTo(2);
        assertThat(snapshot.counter("redis.router.replays")).isEqualTo(4);
        assertThat(snapshot.counter("redis.router.reads.fresh-fallback")).isEqualTo(9);
    }

    @Test
    void figuresOfOtherPartsAreAskedForAtEverySnapshot() {
        int[] held = {1};
        meters.include(MeterSource.gauge(RouterMetric.HELD, () -> held[0]));
        meters.include(
                sink -> sink.accept(new Meter.Gauge(RouterMetric.OUTSTANDING, Map.of("node", ONE.toString()), 12)));

        assertThat(meters.snapshot().gauge("redis.router.held")).isEqualTo(1);
        held[0] = 8;
        assertThat(meters.snapshot().gauge("redis.router.held")).isEqualTo(8);
        assertThat(meters.snapshot().gauge("redis.router.outstanding", "node", "10.0.0.1:6379"))
                .isEqualTo(12);
    }

    @Test
    void aSnapshotSaysWhenAndStaysAsItWas() {
        meters.local(1);
        MetricsSnapshot snapshot = meters.snapshot();

        meters.local(1);

        assertThat(snapshot.at()).isEqualTo(NOW);
        assertThat(snapshot.counter("redis.router.commands")).isEqualTo(1);
    }

    @Test
    void noTwoMetersHaveTheSameNameAndTags() {
        meters.node(ONE).commands(CommandKind.READ, 1);
        meters.node(TWO).commands(CommandKind.READ, 1);

        assertThat(meters.snapshot().meters())
                .extracting(m -> m.metric().metricName() + m.tags())
                .doesNotHaveDuplicates();
    }

    @Test
    void addressesThatChangeForEverDoNotMakeMetersForEver() {
        for (int port = 1; port <= RouterMeters.MAX_NODES + 100; port++) {
            meters.node(new NodeAddress("10.0.0.3", port)).commands(CommandKind.READ, 1);
        }

        MetricsSnapshot snapshot = meters.snapshot();

        assertThat(snapshot.tagValues(RouterMetric.LATENCY, "node")).hasSize(RouterMeters.MAX_NODES + 1);
        assertThat(snapshot.counter("redis.router.commands", "node", "other")).isEqualTo(100);
        assertThat(snapshot.counter("redis.router.commands")).isEqualTo(RouterMeters.MAX_NODES + 100);
    }

    @Test
    void aNodeKeepsItsMeters() {
        assertThat(meters.node(ONE)).isSameAs(meters.node(new NodeAddress("10.0.0.1", 6379)));
    }
}
