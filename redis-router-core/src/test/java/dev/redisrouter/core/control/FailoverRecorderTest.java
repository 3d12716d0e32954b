package dev.redisrouter.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.EventLog;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.FailoverTimeline.Step;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every change of the master leaves a timeline of its steps, and a master that comes back by itself leaves none. */
class FailoverRecorderTest {
    private static final NodeAddress A = Scene.A;
    private static final NodeAddress B = Scene.B;

    private Instant now = Instant.EPOCH;
    private final List<String> published = new ArrayList<>();
    private final EventLog events = new EventLog(() -> now);
    private final FailoverRecorder recorder = new FailoverRecorder(events);

    FailoverRecorderTest() {
        events.add(event -> published.add(event.text()));
        recorder.onEvent(new RouterEvent.MasterInUse(now, A, Optional.empty(), 1, Duration.ZERO));
    }

    @Test
    void tellsEveryStepInMillisecondsSinceTheFirst() {
        state(A, NodeState.SUSPECT, 10);
        lost(10);
        report("+sdown master mymaster 10.0.0.1 6379", 300);
        state(A, NodeState.DOWN, 310);
        report("+selected-slave slave 10.0.0.2:6379 10.0.0.2 6379 @ mymaster 10.0.0.1 6379", 810);
        inUse(B, A, 910);
        at(912);
        recorder.released(node(B), 2);
        recorder.wrote(node(B));
        assertThat(published).isEmpty();
        at(914);
        recorder.released(node(B), 2);
        recorder.wrote(node(B));

        assertThat(published)
                .containsExactly("failover-ended from=10.0.0.1:6379 to=10.0.0.2:6379 epoch=2 doubt-ms=0 down-ms=300"
                        + " held-ms=0 chosen-ms=800 in-use-ms=900 first-write-ms=902 released-ms=904");

        state(A, NodeState.NOT_READY, 5_010);
        recorder.onEvent(new RouterEvent.NodeRoleChanged(now, A, Role.MASTER, Role.REPLICA));
        state(A, NodeState.NOT_READY, 6_010);
        assertThat(recorder.timelines()).singleElement().satisfies(failover -> {
            assertThat(failover.text()).endsWith(" old-returned-ms=5000 old-demoted-ms=5000");
            assertThat(failover.between(Step.HELD, Step.FIRST_WRITE)).contains(Duration.ofMillis(902));
        });
        assertThat(published).hasSize(1);
    }

    @Test
    void aMasterThatComesBackByItselfHasLeftNoTrace() {
        state(A, NodeState.SUSPECT, 10);
        lost(10);
        inUse(A, A, 60);
        assertThat(recorder.timelines()).isEmpty();

        lost(1_000);
        inUse(B, A, 1_100);
        assertThat(recorder.timelines())
                .extracting(FailoverTimeline::text)
                .containsExactly("from=10.0.0.1:6379 to=10.0.0.2:6379 epoch=2 held-ms=0 in-use-ms=100");
    }

    @Test
    void anAlarmThatWasFalseBelongsToNoLaterFailover() {
        report("+sdown master mymaster 10.0.0.1 6379", 10);
        report("-sdown master mymaster 10.0.0.1 6379", 50);
        report("+selected-slave slave 10.0.0.2:6379 10.0.0.2 6379 @ mymaster 10.0.0.1 6379", 60);
        report("-failover-abort-slave-timeout master mymaster 10.0.0.1 6379", 90);
        lost(900_000);
        inUse(B, A, 900_100);
        assertThat(recorder.timelines())
                .extracting(FailoverTimeline::text)
                .containsExactly("from=10.0.0.1:6379 to=10.0.0.2:6379 epoch=2 held-ms=0 in-use-ms=100");
    }

    @Test
    void isToldAtTheNextOneIfNothingWasWrittenUntilThen() {
        lost(10);
        inUse(B, A, 20);
        recorder.released(node(B), 1);
        assertThat(published).isEmpty();

        inUse(A, B, 30);
        assertThat(published)
                .singleElement()
                .asString()
                .startsWith("failover-ended from=10.0.0.1:6379 to=10.0.0.2:6379");
    }

    @Test
    void whatHeldNothingWaitsForNoWrite() {
        inUse(B, A, 20);
        recorder.released(node(B), 1);
        assertThat(published).hasSize(1);
    }

    @Test
    void remembersTheLastSixteen() {
        for (int i = 1; i <= 20; i++) {
            inUse(i % 2 == 0 ? A : B, i % 2 == 0 ? B : A, i);
        }
        assertThat(recorder.timelines()).hasSize(16);
        assertThat(recorder.timelines().get(15).at(Step.IN_USE)).contains(Instant.ofEpochMilli(20));
    }

    private void at(long millis) {
        now = Instant.ofEpochMilli(millis);
    }

    private void state(NodeAddress node, NodeState to, long millis) {
        at(millis);
        recorder.onEvent(new RouterEvent.NodeStateChanged(now, node, NodeState.UP, to, "reason"));
    }

    private void report(String what, long millis) {
        at(millis);
        recorder.onEvent(new RouterEvent.SourceReported(now, "s1", what));
    }

    private void lost(long millis) {
        at(millis);
        recorder.onEvent(new RouterEvent.MasterLost(now, Optional.of(A), "reason"));
    }

    private void inUse(NodeAddress next, NodeAddress previous, long millis) {
        at(millis);
        recorder.onEvent(new RouterEvent.MasterInUse(now, next, Optional.of(previous), 2, Duration.ZERO));
    }

    private static Node node(NodeAddress address) {
        return new Node(address, 0, 1, "", 0);
    }
}
