package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeConnection;
import dev.redisrouter.core.upstream.FakeNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code CLIENT UNBLOCK} reaches the connection on which a client waits, and no other. */
class UnblockTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeClient blocked = corridor.client();
    private final FakeClient other = corridor.client();

    @Test
    void isSentToTheMasterWithTheIdThatTheConnectionHasThere() {
        FakeConnection pin = block();
        other.send("CLIENT UNBLOCK 1 ERROR");

        assertThat(master.received()).containsExactly("BLPOP k 0", "CLIENT UNBLOCK 77 ERROR");
        pin.answer("-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
        master.answer(":1\r\n");
        assertThat(other.got()).isEqualTo(":1\r\n");
        assertThat(blocked.got()).isEqualTo("-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
    }

    @Test
    void saysNothingAgainstTheMaster() {
        FakeConnection pin = block();
        other.send("CLIENT UNBLOCK 1 ERROR");
        pin.answer("-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
        corridor.settle();

        assertThat(corridor.doubts).isEmpty();
    }

    @Test
    void leavesNobodyAConnectionThatMayStillBeUnblocked() {
        FakeConnection pin = block();
        other.send("CLIENT UNBLOCK 1");
        FakeConnection shared = master.connection();
        pin.answer("*2\r\n$1\r\nk\r\n$1\r\nv\r\n");
        corridor.settle();
        corridor.client().send("BLPOP k 0");

        assertThat(pin.channel().isActive()).isFalse();
        shared.answer(":0\r\n");
        assertThat(other.got()).isEqualTo(":0\r\n");
    }

    @Test
    void isTriedAgainWhenItOvertookTheCommand() {
        block();
        other.send("CLIENT UNBLOCK 1");
        master.answer(":0\r\n");
        assertThat(other.got()).isEmpty();
        master.answer(":1\r\n");

        assertThat(other.got()).isEqualTo(":1\r\n");
        assertThat(master.received())
                .containsExactly("BLPOP k 0", "CLIENT UNBLOCK 77 TIMEOUT", "CLIENT UNBLOCK 77 TIMEOUT");
    }

    @Test
    void isZeroWhenTheMasterIsLost() {
        block();
        other.send("CLIENT UNBLOCK 1", "PING");
        corridor.view(null);
        master.open().forEach(FakeConnection::cut);

        assertThat(other.got()).isEqualTo(":0\r\n+PONG\r\n");
    }

    private FakeConnection block() {
        corridor.view(master, master);
        blocked.send("BLPOP k 0");
        return master.connection();
    }
}
