package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** No command of a client is sent on a connection before the node has agreed to its profile. */
class HandshakeTest {
    @AutoClose
    private final Wire wire = new Wire();

    private final RecordingTarget target = new RecordingTarget();

    @Test
    void commandsGivenWhileConnectingFollowTheHandshake() {
        UpstreamConnection connection = wire.open(new Profile(5, Credentials.user("ann", "secret"), 3));
        wire.send(connection, target, 0, "GET a");
        wire.nodes.settle();

        assertThat(connection.ready()).isTrue();
        assertThat(wire.node.connection().commands()).containsExactly("HELLO 3 AUTH ann secret", "SELECT 5", "GET a");
        assertThat(new String(connection.hello(), StandardCharsets.US_ASCII)).isEqualTo(FakeNode.HELLO);
    }

    @Test
    void aWrongPasswordIsTheAnswerToEveryCommandThatWaits() {
        wire.node.answers(command -> command.startsWith("AUTH") ? "-WRONGPASS no\r\n" : null);
        UpstreamConnection connection = wire.open(new Profile(0, Credentials.password("wrong"), 2));
        wire.send(connection, target, 7, "GET a");
        wire.send(connection, target, 8, "SET a b");
        wire.nodes.settle();

        assertThat(target.events).containsExactly("refused 7 -WRONGPASS no", "refused 8 -WRONGPASS no");
        assertThat(wire.node.received()).isEmpty();
        assertThat(connection.refusal()).asString().isEqualTo("-WRONGPASS no\r\n");
    }

    /** Else the command would be executed in database 0. */
    @Test
    void aRefusedDatabaseKeepsEveryCommandFromTheNode() {
        wire.node.answers(command -> command.startsWith("SELECT") ? "-ERR DB index is out of range\r\n" : null);
        UpstreamConnection connection = wire.open(Wire.PROFILE.database(99));
        wire.send(connection, target, 0, "FLUSHDB");
        wire.nodes.settle();

        assertThat(wire.node.connection().commands()).containsExactly("HELLO 2", "SELECT 99");
        assertThat(target.events).containsExactly("refused 0 -ERR DB index is out of range");
        assertThat(wire.closed).containsExactly(connection);
    }

    @Test
    void aRefusalSaysNothingAgainstTheNode() {
        wire.node.answers(command -> command.startsWith("SELECT") ? "-ERR DB index is out of range\r\n" : null);
        wire.open(Wire.PROFILE.database(99));
        wire.nodes.settle();

        assertThat(wire.doubts).isEmpty();
    }

    @Test
    void aNodeThatDoesNotAnswerIsGivenUp() {
        long start = wire.loop.now();
        wire.node.answers(command -> "");
        UpstreamConnection connection = wire.open(Wire.PROFILE);
        wire.send(connection, target, 0, "SET a b");
        wire.loop.pass(Wire.CONNECT_TIMEOUT.minusMillis(5));
        assertThat(target.events).isEmpty();

        wire.loop.pass(Duration.ofMillis(10));
        assertThat(target.events).containsExactly("lost 0 SET a b unsent");
        assertThat(wire.doubts).containsExactly("no handshake within 1000 ms");
        assertThat(wire.turn.now()).isEqualTo(start + Wire.CONNECT_TIMEOUT.toNanos());
    }

    @Test
    void aNodeThatDoesNotEvenConnectIsGivenUp() {
        wire.node.door(FakeNode.Door.SILENT);
        wire.send(wire.open(Wire.PROFILE), target, 0, "SET a b");
        wire.loop.pass(Wire.CONNECT_TIMEOUT.plusMillis(5));

        assertThat(target.events).containsExactly("lost 0 SET a b unsent");
    }

    @Test
    void aConnectionThatIsClosedBeforeItIsMadeSendsNothing() {
        UpstreamConnection connection = wire.open(Wire.PROFILE);
        wire.send(connection, target, 0, "SET a b");
        connection.close("not needed");
        wire.nodes.settle();

        assertThat(target.events).containsExactly("lost 0 SET a b unsent");
        assertThat(wire.node.connection().commands()).isEmpty();
        assertThat(wire.node.open()).isEmpty();
    }
}
