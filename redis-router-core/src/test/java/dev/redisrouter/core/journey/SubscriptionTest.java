package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A client that subscribes gets a connection to the master of its own, and everything that comes on it. */
class SubscriptionTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void bytesPassBothWaysUnread() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a", "PING");
        master.connection().send("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*2\r\n$4\r\npo");
        master.connection().send("ng\r\n$0\r\n\r\n");

        assertThat(master.received()).containsExactly("SUBSCRIBE a", "PING");
        assertThat(client.got()).isEqualTo("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n*2\r\n$4\r\npong\r\n$0\r\n\r\n");
    }

    @Test
    void resetEndsItAndTheClientGoesOn() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a", "RESET", "PING");

        assertThat(client.got()).isEqualTo("+RESET\r\n+PONG\r\n");
        assertThat(client.open()).isTrue();
        assertThat(master.open()).isEmpty();
    }

    @Test
    void theClientIsClosedWithItsSubscription() {
        corridor.view(master, master);
        client.send("SUBSCRIBE a");
        master.connection().cut();
        corridor.settle();

        assertThat(client.open()).isFalse();
    }

    @Test
    void aSubscriptionMovesOnWhenTheMasterDoes() {
        FakeNode successor = corridor.node();
        corridor.view(master, master, successor);
        client.send("SUBSCRIBE a");
        corridor.view(successor, master, successor);

        assertThat(client.open()).isFalse();
        corridor.client().send("SUBSCRIBE a");
        assertThat(successor.received()).containsExactly("SUBSCRIBE a");
    }

    @Test
    void aRefusedHandshakeIsTheAnswer() {
        master.answers(command -> command.startsWith("HELLO") ? "-NOAUTH no\r\n" : null);
        corridor.view(master, master);
        client.send("SUBSCRIBE a", "PING");

        assertThat(client.got()).isEqualTo("-NOAUTH no\r\n+PONG\r\n");
        assertThat(master.connections()).hasSize(1);
    }
}
