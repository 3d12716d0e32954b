package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.topology.NodeAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every listener hears every event in order, whatever the others throw. */
class EventLogTest {
    private static final RouterEvent ADDED = new RouterEvent.NodeAdded(Instant.EPOCH, new NodeAddress("h1", 6379));
    private static final RouterEvent REMOVED = new RouterEvent.NodeRemoved(Instant.EPOCH, new NodeAddress("h1", 6379));

    private final EventLog events = new EventLog(InstantSource.fixed(Instant.EPOCH));
    private final List<RouterEvent> heard = new ArrayList<>();

    @Test
    void eventsArriveInOrder() {
        events.add(heard::add);
        events.publish(ADDED);
        events.publish(REMOVED);

        assertThat(heard).containsExactly(ADDED, REMOVED);
    }

    @Test
    void aListenerThatFailsDisturbsNoOther() {
        events.add(event -> {
            throw new AssertionError("on purpose");
        });
        events.add(heard::add);
        events.publish(ADDED);

        assertThat(heard).containsExactly(ADDED);
    }

    @Test
    void oneRegistrationIsRemovedAtATime() {
        RouterListener listener = heard::add;
        events.add(listener);
        events.add(listener);
        events.remove(listener);
        events.publish(ADDED);
        events.remove(listener);
        events.publish(ADDED);

        assertThat(heard).hasSize(1);
    }

    @Test
    void theTimeOfAnEventIsTheWallClocks() {
        assertThat(events.now()).isEqualTo(Instant.EPOCH);
    }
}
