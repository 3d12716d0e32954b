package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A connection that ends hands back every command without a reply, oldest first, and says whether it was sent. */
class LostConnectionTest {
    @AutoClose
    private final Wire wire = new Wire();

    private final UpstreamConnection connection = wire.ready();
    private final List<String> events = new ArrayList<>();
    private final RecordingTarget a = new RecordingTarget("a ", events);
    private final RecordingTarget b = new RecordingTarget("b ", events);

    @Test
    void sentAndUnsent() {
        wire.send(connection, a, 0, "GET answered");
        wire.send(connection, a, 1, "SET sent 1");
        wire.send(connection, b, 0, "GET sent");
        wire.nodes.settle();
        wire.node.answer("$-1\r\n");
        events.clear();
        wire.send(connection, b, 1, "SET unsent 1");
        connection.close("the test says so");

        assertThat(events)
                .containsExactly("a lost 1 SET sent 1 sent", "b lost 0 GET sent sent", "b lost 1 SET unsent 1 unsent");
        assertThat(wire.closed).containsExactly(connection);
        assertThat(wire.node.node().outstanding()).isZero();
    }

    @Test
    void discardedRepliesAreNobodysLoss() {
        wire.send(connection, null, 0, "PING");
        wire.send(connection, a, 0, "WAIT 1 0");
        wire.nodes.settle();
        wire.node.connection().cut();
        wire.nodes.settle();

        assertThat(events).containsExactly("a lost 0 WAIT 1 0 sent");
    }

    @Test
    void closedByTheNodeItPutsTheNodeInDoubt() {
        wire.node.connection().cut();
        wire.nodes.settle();
        assertThat(wire.doubts).containsExactly("closed by the node");
        assertThat(connection.open()).isFalse();
    }

    @Test
    void closedByTheRouterItDoesNot() {
        connection.close("not needed");
        wire.nodes.settle();
        assertThat(wire.doubts).isEmpty();
        assertThat(wire.node.open()).isEmpty();
    }

    @Test
    void whoWaitsForRoomOrForTheHandshakeIsToldToo() {
        UpstreamConnection connecting = wire.open(Wire.PROFILE);
        connecting.whenSettled(() -> events.add("settled"));
        connection.whenRoom(() -> events.add("room"));
        connecting.close("not needed");
        connection.close("not needed");
        connecting.whenSettled(() -> events.add("settled already"));

        assertThat(events).containsExactly("settled", "room", "settled already");
    }

    @Test
    void aTargetMaySendElsewhereWhatItIsHandedBack() {
        UpstreamConnection other = wire.ready();
        ReplyTarget again = new ForwardingTarget(a, other);
        wire.send(connection, again, 0, "GET a");
        wire.send(connection, again, 1, "GET b");
        wire.nodes.settle();
        connection.close("gone");
        wire.nodes.settle();

        assertThat(wire.node.connection().commands()).containsExactly("HELLO 2", "GET a", "GET b");
    }
}
