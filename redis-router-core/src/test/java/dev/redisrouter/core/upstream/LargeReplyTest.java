package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A large reply is passed on as it comes where its target allows that, else in one piece; its bytes stay the same. */
class LargeReplyTest {
    private static final int PIECE = 65_536;
    private static final String REPLY = "$200000\r\n" + "0123456789".repeat(20_000) + "\r\n";

    @AutoClose
    private final Wire wire = new Wire();

    private final UpstreamConnection connection = wire.ready();
    private final RecordingTarget target = new RecordingTarget();

    private void arrives(String bytes) {
        for (int at = 0; at < bytes.length(); at += PIECE) {
            wire.node.connection().send(bytes.substring(at, Math.min(bytes.length(), at + PIECE)));
        }
    }

    private static String call(String event) {
        return event.substring(0, event.indexOf(' ', event.indexOf(' ') + 1));
    }

    private static String bytesOf(List<String> events) {
        StringBuilder bytes = new StringBuilder();
        events.forEach(event -> bytes.append(event.substring(call(event).length() + 1)));
        return bytes.toString().replace("|", "\r\n");
    }

    @Test
    void inParts() {
        wire.send(connection, target, 3, "GET a");
        wire.send(connection, target, 4, "GET b");
        wire.nodes.settle();
        arrives(REPLY + "$1\r\nb\r\n");

        assertThat(target.events)
                .extracting(LargeReplyTest::call)
                .containsExactly("part 3", "part 3", "part 3", "replies 3+2");
        assertThat(bytesOf(target.events)).isEqualTo(REPLY + "$1\r\nb\r\n");
        assertThat(connection.busy()).isFalse();
    }

    @Test
    void inOnePieceForATargetThatTakesNoParts() {
        target.takesParts = false;
        wire.send(connection, target, 3, "GET a");
        wire.nodes.settle();
        arrives(REPLY);

        assertThat(target.events).hasSize(1);
        assertThat(bytesOf(target.events)).isEqualTo(REPLY);
    }

    @Test
    void inPartsFromTheMomentTheTargetTakesThem() {
        target.takesParts = false;
        wire.send(connection, target, 3, "GET a");
        wire.nodes.settle();
        arrives(REPLY.substring(0, 2 * PIECE));
        assertThat(target.events).isEmpty();

        target.takesParts = true;
        arrives(REPLY.substring(2 * PIECE));
        assertThat(target.events).hasSize(2);
        assertThat(bytesOf(target.events)).isEqualTo(REPLY);
    }

    @Test
    void discardedWhereNobodyWaitsForIt() {
        wire.send(connection, null, 0, "GET a");
        wire.send(connection, target, 1, "GET b");
        wire.nodes.settle();
        arrives(REPLY + "+OK\r\n");

        assertThat(target.events).containsExactly("replies 1+1 +OK|");
    }

    @Test
    void anErrorInOnePiece() {
        wire.send(connection, target, 3, "EVAL x");
        wire.nodes.settle();
        arrives("-ERR " + "e".repeat(100_000) + "\r\n");

        assertThat(target.events).hasSize(1);
        assertThat(target.events.get(0)).startsWith("error 3 -ERR eee").endsWith("e|to EVAL x");
    }

    @Test
    void cutOffInTheMiddle() {
        wire.send(connection, target, 3, "GET a");
        wire.send(connection, target, 4, "GET b");
        wire.nodes.settle();
        arrives(REPLY.substring(0, PIECE));
        wire.node.connection().cut();
        wire.nodes.settle();

        assertThat(target.events).hasSize(3);
        assertThat(target.events.subList(1, 3)).containsExactly("lost 3 GET a sent partial", "lost 4 GET b sent");
    }
}
