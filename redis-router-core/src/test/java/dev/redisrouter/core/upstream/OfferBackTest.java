package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is offered back and taken is no longer answered here; everything else is, in its place. */
class OfferBackTest {
    @AutoClose
    private final Wire wire = new Wire();

    private final UpstreamConnection connection = wire.ready();
    private final List<String> events = new ArrayList<>();
    private final RecordingTarget stays = new RecordingTarget("stays ", events);
    private final RecordingTarget goes = new RecordingTarget("goes ", events);

    OfferBackTest() {
        goes.takesBack = true;
    }

    @Test
    void inAnyMixture() {
        wire.send(connection, stays, 0, "SET a 0");
        wire.send(connection, stays, 1, "SET a 1");
        wire.send(connection, goes, 0, "GET b");
        wire.send(connection, goes, 1, "GET c");
        wire.send(connection, stays, 2, "SET a 2");
        wire.nodes.settle();
        wire.node.answer("+OK\r\n");
        connection.offerBack();
        assertThat(events).containsExactly("stays replies 0+1 +OK|", "goes reclaim 0 GET b", "goes reclaim 1 GET c");

        events.clear();
        wire.send(connection, stays, 3, "SET a 3");
        wire.nodes.settle();
        wire.node.answer("-ERR one\r\n", "$1\r\nb\r\n", "-ERR c\r\n", "-ERR two\r\n", "+OK\r\n");
        assertThat(events)
                .containsExactly(
                        "stays error 1 -ERR one|to SET a 1",
                        "stays error 2 -ERR two|to SET a 2",
                        "stays replies 3+1 +OK|");
        assertThat(connection.busy()).isFalse();
        assertThat(wire.node.node().outstanding()).isZero();
    }

    @Test
    void twiceAndThenLost() {
        wire.send(connection, goes, 0, "GET a");
        wire.send(connection, stays, 0, "SET a 0");
        wire.nodes.settle();
        connection.offerBack();
        connection.offerBack();
        connection.close("the node is given up");

        assertThat(events).containsExactly("goes reclaim 0 GET a", "stays lost 0 SET a 0 sent");
        assertThat(wire.node.node().outstanding()).isZero();
    }

    @Test
    void notWhileItConnects() {
        UpstreamConnection connecting = wire.open(Wire.PROFILE);
        wire.send(connecting, goes, 0, "GET a");
        connecting.offerBack();
        assertThat(events).isEmpty();
    }
}
