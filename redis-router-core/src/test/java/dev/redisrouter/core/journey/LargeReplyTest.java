package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeConnection;
import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A large reply takes no more memory than a small one, and nobody waits for its reader but its reader. */
class LargeReplyTest {
    private static final String REPLY = "$3000000\r\n" + "v".repeat(3_000_000) + "\r\n";
    private static final String HALF = REPLY.substring(0, 1_500_000);
    private static final String REST = REPLY.substring(1_500_000);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @AutoClose
    private final Corridor corridor = new Corridor(config -> config.limits(l -> l.outputTimeout(TIMEOUT)));

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeClient client = corridor.client();
    private final FakeClient other = corridor.client();

    @BeforeEach
    void oneNode() {
        corridor.view(master, master);
    }

    private static boolean isRead(FakeConnection connection) {
        return connection.channel().config().isAutoRead();
    }

    @Test
    void aReaderThatDoesNotKeepUpIsNotReadFor() {
        client.send("GET k");
        FakeConnection connection = master.connection();
        client.channel().block(true);
        connection.send(HALF);
        corridor.settle();
        connection.send(REST.substring(0, 1000));
        corridor.settle();
        assertThat(isRead(connection)).isFalse();

        client.channel().block(false);
        corridor.settle();
        assertThat(isRead(connection)).isTrue();
        connection.send(REST.substring(1000));
        assertThat(client.got()).isEqualTo(REPLY);
    }

    @Test
    void aReaderThatReadsNothingForTooLongIsClosed() {
        client.send("GET k");
        FakeConnection connection = master.connection();
        client.channel().block(true);
        connection.send(HALF);
        corridor.pass(TIMEOUT.minusMillis(50));
        client.channel().block(false);
        client.got();
        client.channel().block(true);
        connection.send(REST.substring(0, 1_000_000));
        corridor.pass(TIMEOUT.minusMillis(50));
        assertThat(client.open()).isTrue();

        corridor.pass(Duration.ofMillis(100));
        assertThat(client.open()).isFalse();
        assertThat(isRead(connection)).isTrue();
    }

    @Test
    void whoeverWaitsBehindItIsAnsweredOnAnotherConnection() {
        client.send("GET k");
        FakeConnection first = master.connection();
        other.send("GET a");
        first.send(HALF);
        corridor.settle();

        assertThat(master.connections()).hasSize(2);
        master.connection().answer("$1\r\na\r\n");
        assertThat(other.got()).isEqualTo("$1\r\na\r\n");
        first.send(REST + "$1\r\nb\r\n");
        assertThat(client.got()).isEqualTo(REPLY);
        assertThat(other.got()).isEmpty();
    }

    @Test
    void whoeverComesLaterUsesAnotherConnection() {
        client.send("GET k");
        FakeConnection first = master.connection();
        first.send(HALF);
        corridor.settle();
        other.send("SET a b");
        master.connection().answer("+OK\r\n");

        assertThat(other.got()).isEqualTo("+OK\r\n");
        first.send(REST);
        assertThat(client.got()).isEqualTo(REPLY);
        assertThat(master.open()).hasSize(1);
    }

    @Test
    void aWriteThatWaitsBehindItKeepsItFlowing() {
        client.send("GET k");
        FakeConnection connection = master.connection();
        other.send("SET a b");
        client.channel().block(true);
        connection.send(HALF);
        corridor.settle();
        assertThat(isRead(connection)).isTrue();

        connection.send(REST + "+OK\r\n");
        assertThat(other.got()).isEqualTo("+OK\r\n");
    }

    @Test
    void aReadBetweenWritesOfItsClientWaitsBehindItWithThem() {
        client.send("GET k");
        FakeConnection connection = master.connection();
        other.send("SET a 1", "GET a", "SET a 2");
        connection.send(HALF);
        corridor.settle();
        assertThat(master.received()).containsExactly("GET k", "SET a 1", "GET a", "SET a 2");

        connection.send(REST + "+OK\r\n$1\r\n1\r\n+OK\r\n");
        assertThat(other.got()).isEqualTo("+OK\r\n$1\r\n1\r\n+OK\r\n");
    }

    @Test
    void aConnectionThatNobodyReplacedIsUsedAgain() {
        client.send("GET k");
        master.connection().send(HALF);
        corridor.settle();
        master.connection().send(REST);
        assertThat(client.got()).isEqualTo(REPLY);
        client.send("GET k");

        assertThat(master.connections()).hasSize(1);
    }

    @Test
    void severalOfOneClientComeOneAfterTheOther() {
        client.send("GET a", "GET b", "GET c");
        FakeConnection connection = master.connection();
        connection.send(REPLY + HALF);
        corridor.settle();
        connection.send(REST + REPLY);

        assertThat(client.got()).isEqualTo(REPLY + REPLY + REPLY);
        assertThat(master.received()).containsExactly("GET a", "GET b", "GET c");
        assertThat(master.connections()).hasSize(1);
    }

    @Test
    void itsClientAsksNothingMoreUntilItIsThrough() {
        client.send("GET a");
        FakeConnection connection = master.connection();
        connection.send(HALF);
        corridor.settle();
        client.send("GET b").send("GET c");
        assertThat(master.received()).containsExactly("GET a", "GET b");

        connection.send(REST);
        corridor.settle();
        assertThat(master.received()).containsExactly("GET a", "GET b", "GET c");
    }

    @Test
    void oneThatComesBeforeItsTurnWaitsAtItsNode() {
        corridor.view(master, master, replica);
        corridor.allFresh();
        client.send("GET a").send("GET b");
        FakeNode early = master.received().equals(java.util.List.of("GET b")) ? master : replica;
        FakeNode late = early == master ? replica : master;
        assertThat(late.received()).containsExactly("GET a");

        early.connection().send(HALF);
        corridor.settle();
        early.connection().send(REST.substring(0, 1000));
        corridor.settle();
        assertThat(isRead(early.connection())).isFalse();

        late.answer("$1\r\na\r\n");
        assertThat(isRead(early.connection())).isTrue();
        early.connection().send(REST.substring(1000));
        assertThat(client.got()).isEqualTo("$1\r\na\r\n" + REPLY);
    }

    @Test
    void oneThatComesBeforeItsTurnDoesNotWaitForWhatStandsBehindIt() {
        corridor.view(master, master, replica);
        corridor.allFresh();
        client.send("GET a").send("GET b");
        FakeNode early = master.received().equals(java.util.List.of("GET b")) ? master : replica;
        FakeNode late = early == master ? replica : master;
        FakeConnection first = early.connection();
        corridor.view(early, early);
        assertThat(late.open()).isEmpty();
        assertThat(first.unansweredCommands()).containsExactly("GET b", "GET a");
        first.send(HALF);
        corridor.settle();

        FakeConnection second = corridor.nodes.all().stream()
                .flatMap(node -> node.open().stream())
                .filter(connection -> connection != first)
                .filter(connection -> connection.unansweredCommands().contains("GET a"))
                .findFirst()
                .orElseThrow();
        second.answer("$1\r\na\r\n");
        first.send(REST + "$5\r\nstale\r\n");
        assertThat(client.got()).isEqualTo("$1\r\na\r\n" + REPLY);
    }

    @Test
    void aReaderThatLeavesHoldsNothingUp() {
        client.send("GET k");
        FakeConnection connection = master.connection();
        client.channel().block(true);
        connection.send(HALF);
        corridor.settle();
        assertThat(isRead(connection)).isFalse();

        client.leave();
        assertThat(isRead(connection)).isTrue();
        connection.send(REST);
        corridor.settle();
        other.send("GET a");
        master.answer("$1\r\na\r\n");
        assertThat(other.got()).isEqualTo("$1\r\na\r\n");
    }

    @Test
    void theConnectionIsClosedWithItsNode() {
        client.send("GET k");
        FakeConnection connection = master.connection();
        connection.send(HALF);
        corridor.settle();
        corridor.view(replica, replica);

        assertThat(connection.channel().isActive()).isFalse();
        assertThat(client.open()).isFalse();
    }
}
