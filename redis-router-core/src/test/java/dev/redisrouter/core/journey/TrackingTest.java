package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that tracks reads from the master alone, and forgets everything when there is another. */
class TrackingTest {
    private static final String ALL_INVALID = ">2\r\n$10\r\ninvalidate\r\n_\r\n";
    private static final String INVALID = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n";

    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeNode successor = corridor.node();
    private final FakeClient client = corridor.client();

    @BeforeEach
    void inResp3() {
        corridor.view(master, successor);
        corridor.allFresh();
        client.send("HELLO 3");
        client.got();
    }

    private void tracking() {
        client.send("CLIENT TRACKING ON");
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n");
    }

    @Test
    void invalidationsPassBetweenReplies() {
        tracking();
        client.send("GET k");
        master.connection().send(INVALID + "$1\r\nv\r\n" + INVALID);

        assertThat(client.got()).isEqualTo(INVALID + "$1\r\nv\r\n" + INVALID);
        assertThat(successor.received()).isEmpty();
    }

    @Test
    void commandsBehindItWaitUntilTheNodeHasAgreed() {
        client.send("CLIENT TRACKING ON", "GET k");
        assertThat(master.received()).containsExactly("CLIENT TRACKING ON");

        master.answer("-ERR no\r\n");
        assertThat(client.got()).isEqualTo("-ERR no\r\n");
        assertThat(successor.received()).containsExactly("GET k");
    }

    @Test
    void offLeadsBackToTheReplicas() {
        tracking();
        client.send("CLIENT TRACKING OFF");
        master.answer("+OK\r\n");
        client.got();
        client.send("GET k");

        assertThat(successor.received()).containsExactly("GET k");
    }

    @Test
    void theNextMasterIsToldTheSameAndTheCacheForgets() {
        client.send("CLIENT TRACKING ON BCAST PREFIX a");
        master.answer("+OK\r\n");
        client.send("CLIENT TRACKING ON BCAST PREFIX b");
        master.answer("+OK\r\n");
        client.got();

        corridor.view(successor, master, successor);
        assertThat(client.got()).isEqualTo(ALL_INVALID);
        assertThat(successor.received())
                .containsExactly("CLIENT TRACKING ON BCAST PREFIX a", "CLIENT TRACKING ON BCAST PREFIX b");
        successor.answer("+OK\r\n", "+OK\r\n");
        successor.connection().send(INVALID);
        assertThat(client.got()).isEqualTo(INVALID);
    }

    @Test
    void aReadOnItsWayIsAnsweredBehindTheInvalidation() {
        tracking();
        client.send("GET k");
        corridor.view(successor, master, successor);
        successor.answer("+OK\r\n", "$1\r\nv\r\n");

        assertThat(client.got()).isEqualTo(ALL_INVALID + "$1\r\nv\r\n");
    }

    @Test
    void whatWasNotAgreedIsNotTold() {
        client.send("CLIENT TRACKING ON");
        corridor.view(successor, master, successor);

        assertThat(client.got()).startsWith("-UNCERTAIN ");
        assertThat(client.open()).isTrue();
        assertThat(successor.received()).isEmpty();
    }

    @Test
    void whoSwitchesOffWhatIsOffNeedsNoNode() {
        client.send("CLIENT TRACKING OFF", "CLIENT TRACKING OFF x");

        assertThat(client.got()).isEqualTo("+OK\r\n-ERR syntax error\r\n");
        assertThat(master.connections()).hasSize(1);
    }

    @Test
    void aWriteWaitsWhileItsMasterIsInDoubt() {
        tracking();
        corridor.view(null, master, successor);
        client.send("GET k", "SET k v", "GET k");
        assertThat(master.received()).containsExactly("CLIENT TRACKING ON", "GET k");

        corridor.view(master, master, successor);
        assertThat(master.received()).containsExactly("CLIENT TRACKING ON", "GET k", "SET k v", "GET k");
        master.answer("$1\r\nu\r\n", "+OK\r\n", "$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("$1\r\nu\r\n+OK\r\n$1\r\nv\r\n");
    }

    @Test
    void aWriteThatWaitedGoesToTheNextMasterOnly() {
        tracking();
        corridor.view(null, master, successor);
        client.send("SET k v");
        corridor.view(successor, master, successor);
        successor.answer("+OK\r\n", "+OK\r\n");

        assertThat(client.got()).isEqualTo(ALL_INVALID + "+OK\r\n");
        assertThat(master.received()).containsExactly("CLIENT TRACKING ON");
        assertThat(successor.received()).containsExactly("CLIENT TRACKING ON", "SET k v");
    }

    @Test
    void aWriteThatWaitedInVainIsAnsweredAndTheClientGoesOn() {
        tracking();
        corridor.view(null, master, successor);
        client.send("SET k v", "GET k");
        corridor.pass(corridor.config.failover().holdTimeout().plusMillis(50));
        master.answer("$1\r\nu\r\n");

        assertThat(client.got()).startsWith("-MASTERDOWN ").endsWith("\r\n$1\r\nu\r\n");
        assertThat(master.received()).containsExactly("CLIENT TRACKING ON", "GET k");
    }

    @Test
    void whatTheNodeRefusesAnywayDoesNotWait() {
        tracking();
        corridor.view(null, master, successor);
        client.send("EXEC");

        assertThat(master.received()).containsExactly("CLIENT TRACKING ON", "EXEC");
    }

    @Test
    void aTransactionThatWaitedInVainIsNotExecutedAndItsClientIsClosed() {
        tracking();
        client.send("MULTI", "SET k v");
        master.answer("+OK\r\n", "+QUEUED\r\n");
        client.got();
        corridor.view(null, master, successor);
        client.send("EXEC");
        corridor.pass(corridor.config.failover().holdTimeout().plusMillis(50));

        assertThat(client.got()).startsWith("-MASTERDOWN ");
        assertThat(client.open()).isFalse();
        assertThat(master.received()).containsExactly("CLIENT TRACKING ON", "MULTI", "SET k v");
        assertThat(master.open()).hasSizeLessThan(2);
    }
}
