package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many clients that need a connection at the same moment do not run a node over. */
class AttemptsTest {
    private static final Duration LONGEST_FIRST_WAIT = Duration.ofMillis(20);

    @AutoClose
    private final Wire wire = new Wire();

    private final Pins pins = new Pins(wire.context);

    @BeforeEach
    void beginTurn() {
        wire.turn.begin();
    }

    /** All that are given at once. */
    private List<UpstreamConnection> takeAll() {
        List<UpstreamConnection> taken = new ArrayList<>();
        UpstreamConnection next = pins.take(wire.node.node(), Wire.PROFILE);
        while (next != null && taken.size() < 10_000) {
            taken.add(next);
            next = pins.take(wire.node.node(), Wire.PROFILE);
        }
        return taken;
    }

    @Test
    void onlySomeAreUnderWayAtTheSameTime() {
        assertThat(takeAll()).hasSize(Wire.CONNECTING);
        assertThat(pins.take(wire.nodes.add().node(), Wire.PROFILE)).isNotNull();
        assertThat(wire.timesOfRoom).isZero();

        wire.nodes.settle();
        assertThat(wire.timesOfRoom).isEqualTo(1);
        assertThat(takeAll()).hasSize(Wire.CONNECTING);
        assertThat(wire.node.connections()).hasSize(2 * Wire.CONNECTING);
        pins.close(node -> true, "the test is over");
    }

    @Test
    void whatFailsTogetherIsOneFailure() {
        wire.node.door(FakeNode.Door.SHUT);
        takeAll();
        wire.nodes.settle();
        assertThat(takeAll()).isEmpty();

        wire.loop.tick(LONGEST_FIRST_WAIT);
        wire.turn.begin();
        assertThat(takeAll()).hasSize(Wire.CONNECTING);
        wire.nodes.settle();
    }

    @Test
    void whatIsGivenUpSaysNothingAgainstTheNode() {
        UpstreamConnection taken = pins.take(wire.node.node(), Wire.PROFILE);
        assertThat(taken).isNotNull();
        pins.discard(taken);
        wire.nodes.settle();

        assertThat(takeAll()).hasSize(Wire.CONNECTING);
        pins.close(node -> true, "the test is over");
    }

    @Test
    void whatIsClosedBeforeItWasReadyTakesNoPlace() {
        wire.node.door(FakeNode.Door.SILENT);
        takeAll();
        pins.closeUnready(wire.node.node(), "not in use any more");
        wire.nodes.settle();

        wire.node.door(FakeNode.Door.OPEN);
        assertThat(takeAll()).hasSize(Wire.CONNECTING);
        pins.close(node -> true, "the test is over");
    }
}
