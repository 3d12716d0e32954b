package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.topology.NodeAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failovers and the time without a master are counted from the events that tell of them. */
class EventMetersTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final NodeAddress ONE = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress TWO = new NodeAddress("10.0.0.2", 6379);

    private final EventMeters events = new EventMeters();
    private final RouterMeters meters = new RouterMeters(Clock.systemUTC());

    @BeforeEach
    void include() {
        meters.include(events);
    }

    @Test
    void theFirstMasterIsNoFailover() {
        inUse(ONE, Optional.empty(), Duration.ZERO);

        assertThat(snapshot().counter("redis.router.failovers")).isZero();
        assertThat(snapshot().timer("redis.router.failover.gap").count()).isZero();
    }

    @Test
    void anotherMasterIsAFailoverWithItsGap() {
        inUse(ONE, Optional.empty(), Duration.ZERO);
        inUse(TWO, Optional.of(ONE), Duration.ofMillis(1_500));

        assertThat(snapshot().counter("redis.router.failovers")).isEqualTo(1);
        assertThat(snapshot().timer("redis.router.failover.gap").max())
                .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_594));
    }

    @Test
    void theSameMasterAgainIsAGapAlone() {
        inUse(ONE, Optional.of(ONE), Duration.ofMillis(300));

        assertThat(snapshot().counter("redis.router.failovers")).isZero();
        assertThat(snapshot().timer("redis.router.failover.gap").count()).isEqualTo(1);
    }

    @Test
    void eventsAreCountedByTheirStableNames() {
        events.onEvent(new RouterEvent.NodeAdded(NOW, ONE));
        events.onEvent(new RouterEvent.NodeAdded(NOW, TWO));
        events.onEvent(new RouterEvent.MasterLost(NOW, Optional.of(ONE), "it does not answer"));

        assertThat(snapshot().counter("redis.router.events", "event", "node-added"))
                .isEqualTo(2);
        assertThat(snapshot().counter("redis.router.events", "event", "master-lost"))
                .isEqualTo(1);
        assertThat(snapshot().counter("redis.router.events")).isEqualTo(3);
    }

    private void inUse(NodeAddress node, Optional<NodeAddress> previous, Duration without) {
        events.onEvent(new RouterEvent.MasterInUse(NOW, node, previous, 1, without));
    }

    private MetricsSnapshot snapshot() {
        return meters.snapshot();
    }
}
