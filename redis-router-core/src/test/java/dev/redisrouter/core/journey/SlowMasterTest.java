package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** While a master is in doubt, what it was asked is asked elsewhere or waited for, and never asked of it twice. */
class SlowMasterTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void aReadThatMadeItSlowIsNotRepeated() {
        corridor.view(master, master);
        client.send("KEYS *");
        for (int i = 0; i < 5; i++) {
            corridor.view(null);
            corridor.pass(Duration.ofMillis(100));
            corridor.view(master, master);
        }

        assertThat(master.received()).containsExactly("KEYS *");
        master.answer("*1\r\n$1\r\nk\r\n");
        assertThat(client.got()).isEqualTo("*1\r\n$1\r\nk\r\n");
    }

    @Test
    void aReadIsAnsweredByAnotherNodeThatMay() {
        corridor.view(master, master);
        client.send("GET k");
        corridor.allFresh();
        corridor.view(null, replica);
        assertThat(replica.received()).containsExactly("GET k");

        replica.answer("$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("$1\r\nv\r\n");
        master.answer("$3\r\nold\r\n");
        assertThat(client.got()).isEmpty();
    }

    @Test
    void aReadBetweenWritesOfItsClientStaysBetweenThem() {
        corridor.view(master, master);
        client.send("SET k 1", "GET k", "SET k 2");
        corridor.allFresh();
        corridor.view(null, replica);
        assertThat(replica.received()).isEmpty();

        master.answer("+OK\r\n", "$1\r\n1\r\n", "+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n$1\r\n1\r\n+OK\r\n");
    }

    @Test
    void whatNobodyElseMayAnswerIsAskedOfItsSuccessor() {
        corridor.view(master, master);
        client.send("GET k");
        corridor.view(null);
        corridor.view(replica, replica);

        assertThat(replica.received()).containsExactly("GET k");
    }

    @Test
    void aLargeReplyThatNobodyWaitsForIsThrownAwayAsItComes() {
        corridor.view(master, master);
        client.send("GET k");
        corridor.allFresh();
        corridor.view(null, replica);
        replica.answer("$1\r\nv\r\n");
        client.got();
        corridor.view(master, master, replica);
        String reply = "$50000000\r\n" + "x".repeat(1_000_000);
        master.connection().send(reply);
        for (int i = 0; i < 49; i++) {
            master.connection().send("x".repeat(1_000_000));
        }
        master.connection().send("\r\n");
        client.send("SET k w");
        master.answer("+OK\r\n");

        assertThat(client.got()).isEqualTo("+OK\r\n");
    }
}
