package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection is handed on only to an equal need and only when nothing is due on it; else it is closed. */
class PinsTest {
    @AutoClose
    private final Wire wire = new Wire();

    private final Pins pins = new Pins(wire.context);

    @BeforeEach
    void beginTurn() {
        wire.turn.begin();
    }

    private UpstreamConnection take(Profile profile) {
        UpstreamConnection taken = pins.take(wire.node.node(), profile);
        assertThat(taken).isNotNull();
        wire.nodes.settle();
        return taken;
    }

    @Test
    void handedOn() {
        UpstreamConnection first = take(Wire.PROFILE);
        pins.giveBack(first);
        assertThat(take(Wire.PROFILE)).isSameAs(first);
        assertThat(take(Wire.PROFILE)).isNotSameAs(first);
        pins.close(node -> true, "the test is over");
        assertThat(wire.node.open()).isEmpty();
    }

    @Test
    void notToAnotherProfileOrNode() {
        UpstreamConnection first = take(Wire.PROFILE);
        pins.giveBack(first);
        assertThat(take(Wire.PROFILE.database(1))).isNotSameAs(first);
        assertThat(take(Wire.PROFILE.protocol(3))).isNotSameAs(first);
        assertThat(pins.take(wire.nodes.add().node(), Wire.PROFILE)).isNotSameAs(first);
        pins.close(node -> true, "the test is over");
    }

    @Test
    void notWithAReplyDue() {
        UpstreamConnection pin = take(Wire.PROFILE);
        wire.send(pin, null, 0, "BLPOP k 0");
        pins.giveBack(pin);
        assertThat(pin.open()).isFalse();
        assertThat(take(Wire.PROFILE)).isNotSameAs(pin);
        pins.close(node -> true, "the test is over");
    }

    @Test
    void notAfterItWasLost() {
        UpstreamConnection pin = take(Wire.PROFILE);
        pins.giveBack(pin);
        wire.node.connection().cut();
        wire.nodes.settle();
        assertThat(take(Wire.PROFILE)).isNotSameAs(pin);
        pins.close(node -> true, "the test is over");
    }

    @Test
    void onlySomeAreKeptIdle() {
        UpstreamConnection[] taken = new UpstreamConnection[20];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = take(Wire.PROFILE);
        }
        for (UpstreamConnection pin : taken) {
            pins.giveBack(pin);
        }
        wire.nodes.settle();
        assertThat(wire.node.open()).hasSize(16);
        pins.close(node -> true, "the test is over");
        wire.nodes.settle();
        assertThat(wire.node.open()).isEmpty();
    }

    @Test
    void aNodeThatRefusesIsNotTriedWithoutAPause() {
        wire.node.door(FakeNode.Door.SHUT);
        take(Wire.PROFILE);
        wire.turn.begin();
        assertThat(pins.take(wire.node.node(), Wire.PROFILE)).isNull();

        wire.loop.pass(Duration.ofMillis(20));
        wire.turn.begin();
        assertThat(pins.take(wire.node.node(), Wire.PROFILE)).isNotNull();
        wire.nodes.settle();
        assertThat(wire.node.attempts()).isEqualTo(2);
    }
}
