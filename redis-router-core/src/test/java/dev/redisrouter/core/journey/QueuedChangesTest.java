package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a transaction will change in its session follows the reply to {@code EXEC}, and is bounded. */
class QueuedChangesTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void nothingIsLookedAtBeforeTheReplyToExec() {
        corridor.view(master, master);
        client.send("MULTI", "SELECT 3", "EXEC", "SET k v");
        assertThat(master.connection().commands()).containsExactly("HELLO 2", "MULTI", "SELECT 3", "EXEC");

        master.answer("+OK\r\n", "+QUEUED\r\n", "*1\r\n+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n+QUEUED\r\n*1\r\n+OK\r\n");
        assertThat(master.received()).last().isEqualTo("SET k v");
        assertThat(client.client().session().profile().database()).isEqualTo(3);
    }

    @Test
    void nothingIsChangedWhenTheConnectionIsLostInstead() {
        corridor.view(master, master);
        client.send("MULTI", "SELECT 3", "CLIENT SETNAME me", "EXEC", "CLIENT GETNAME");
        master.answer("+OK\r\n", "+QUEUED\r\n", "+QUEUED\r\n");
        master.connection().cut();

        assertThat(client.got())
                .startsWith("+OK\r\n+QUEUED\r\n+QUEUED\r\n-UNCERTAIN ")
                .endsWith("\r\n$-1\r\n");
        assertThat(client.client().session().profile().database()).isZero();
    }

    @Test
    void nothingIsChangedWhenAWatchedKeyWas() {
        corridor.view(master, master);
        client.send("MULTI", "SELECT 3", "EXEC", "PING");
        master.answer("+OK\r\n", "+QUEUED\r\n", "*-1\r\n");

        assertThat(client.got()).isEqualTo("+OK\r\n+QUEUED\r\n*-1\r\n+PONG\r\n");
        assertThat(client.client().session().profile().database()).isZero();
    }

    @Test
    void nothingOfAnotherClientIsKilledByTheNode() {
        corridor.view(master, master);
        client.send("MULTI", "CLIENT KILL TYPE normal", "CLIENT PAUSE 1000", "EXEC");

        assertThat(master.received()).containsExactly("MULTI", "CLIENT KILL ID 0", "CLIENT PAUSE ?", "EXEC");
    }

    @Test
    void thereAreNoMoreThanARouterCanKeep() {
        corridor.view(master, master);
        client.send("MULTI");
        master.answer("+OK\r\n");
        for (int i = 0; i < 1024; i++) {
            client.send("CLIENT ID");
            master.answer("+QUEUED\r\n");
        }
        client.got();
        client.send("CLIENT ID", "EXEC");

        assertThat(client.got())
                .isEqualTo("-ERR 'client|id' is not supported by the router between MULTI and EXEC\r\n"
                        + "-EXECABORT Transaction discarded because of previous errors.\r\n");
    }

    @Test
    void noneIsLongerThanARouterCanKeep() {
        corridor.view(master, master);
        client.send("MULTI");
        master.answer("+OK\r\n");
        client.send("CLIENT SETNAME " + "x".repeat(70_000));

        assertThat(client.got())
                .isEqualTo("+OK\r\n-ERR 'client|setname' is not supported by the router between MULTI and EXEC\r\n");
    }

    @Test
    void repliesAreLeftOutFromWhereTheTransactionSaysSo() {
        corridor.view(master, master);
        client.send("MULTI", "CLIENT REPLY OFF", "GET k", "CLIENT REPLY ON", "GET k", "CLIENT REPLY SKIP", "EXEC");
        assertThat(master.received()).doesNotContain("CLIENT REPLY OFF").contains("CLIENT REPLY ?");
        String refused = "-ERR syntax error\r\n";
        String queued = "+QUEUED\r\n".repeat(5);
        master.connection()
                .send("+OK\r\n" + queued + "*5\r\n" + refused + "$1\r\n1\r\n" + refused + "$1\r\n2\r\n" + refused);
        assertThat(client.got()).isEqualTo("+OK\r\n" + queued + "*5\r\n+OK\r\n$1\r\n2\r\n");

        client.send("PING", "ECHO hi");
        assertThat(client.got()).isEqualTo("$2\r\nhi\r\n");
    }

    @Test
    void aTransactionThatSwitchesTrackingOnHasItsClientListen() {
        corridor.view(master, master);
        client.send("HELLO 3");
        client.got();
        client.send("MULTI", "CLIENT TRACKING ON", "GET k", "EXEC");
        String invalid = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n";
        String replies = "+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n+OK\r\n$1\r\nv\r\n" + invalid;
        master.connection().send(replies);

        assertThat(client.got()).isEqualTo(replies);
        client.send("GET k");
        assertThat(master.connection().commands())
                .contains("CLIENT TRACKING ON")
                .last()
                .isEqualTo("GET k");
    }

    @Test
    void aReplyThatMustBeKeptIsNoLargerThanWhatAClientMayLeaveUnread() {
        try (Corridor small = new Corridor(config -> config.limits(limits -> limits.outputBytes(128 * 1024)))) {
            FakeNode node = small.node();
            small.view(node, node);
            FakeClient reader = small.client();
            reader.send("MULTI", "SELECT 1", "GET k", "EXEC");
            node.connection().send("+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n+OK\r\n$1000000\r\n");
            for (int i = 0; i < 3; i++) {
                node.connection().send("x".repeat(50_000));
                small.settle();
            }
            assertThat(reader.open()).isFalse();
        }
    }
}
