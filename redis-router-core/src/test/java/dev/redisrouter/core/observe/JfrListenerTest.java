package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.FailoverTimeline.Step;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flight recording tells of every event of the router, and of the time without a master. */
class JfrListenerTest {
    private static final NodeAddress ONE = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress TWO = new NodeAddress("10.0.0.2", 6379);

    @TempDir
    Path dir;

    @Test
    void aRecordingHoldsTheFailover() throws IOException {
        RouterListener listener = JfrListener.create().orElseThrow();
        Path file = dir.resolve("router.jfr");

        try (Recording recording = new Recording()) {
            recording.start();
            listener.onEvent(new RouterEvent.MasterLost(Instant.EPOCH, Optional.of(ONE), "it does not answer"));
            listener.onEvent(
                    new RouterEvent.MasterInUse(Instant.EPOCH, TWO, Optional.of(ONE), 8, Duration.ofMillis(1_500)));
            listener.onEvent(new RouterEvent.FailoverEnded(
                    Instant.EPOCH,
                    new FailoverTimeline(
                            ONE,
                            TWO,
                            8,
                            Map.of(Step.HELD, Instant.EPOCH, Step.IN_USE, Instant.EPOCH.plusMillis(1_500)))));
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .filteredOn(e -> e.getEventType().getName().equals("dev.redisrouter.Transition"))
                .extracting(e -> e.getString("text"))
                .containsExactly(
                        "master-lost node=10.0.0.1:6379 reason=\"it does not answer\"",
                        "master-in-use node=10.0.0.2:6379 previous=10.0.0.1:6379 epoch=8 without-ms=1500",
                        "failover-ended from=10.0.0.1:6379 to=10.0.0.2:6379 epoch=8 held-ms=0 in-use-ms=1500");
        assertThat(events)
                .filteredOn(e -> e.getEventType().getName().equals("dev.redisrouter.Failover"))
                .singleElement()
                .satisfies(e -> assertThat(e.getString("to")).isEqualTo("10.0.0.2:6379"))
                .satisfies(e -> assertThat(e.getLong("inUse")).isEqualTo(1_500))
                .satisfies(e -> assertThat(e.getLong("firstWrite")).isEqualTo(-1));
        assertThat(events)
                .filteredOn(e -> e.getEventType().getName().equals("dev.redisrouter.WithoutMaster"))
                .singleElement()
                .satisfies(e -> assertThat(e.getString("next")).isEqualTo("10.0.0.2:6379"))
                .satisfies(e -> assertThat(e.getDuration()).isPositive());
    }
}
