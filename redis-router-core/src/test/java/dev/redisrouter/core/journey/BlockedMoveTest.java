package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that waits on a master which is replaced goes on waiting on the next one, for what is left of its time. */
class BlockedMoveTest {
    @AutoClose
    private final Corridor corridor =
            new Corridor(config -> config.failover(f -> f.holdTimeout(Duration.ofSeconds(20))));

    private final FakeNode old = corridor.node();
    private final FakeNode next = corridor.node();
    private final FakeClient client = corridor.client();

    BlockedMoveTest() {
        corridor.view(old, old);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BLPOP a b 10                        | BLPOP a b 7.000
            BRPOP a 10.5                        | BRPOP a 7.500
            BLMOVE a b LEFT RIGHT 4             | BLMOVE a b LEFT RIGHT 1.000
            BRPOPLPUSH a b 2                    | BRPOPLPUSH a b 0.001
            BLMPOP 10 1 a LEFT                  | BLMPOP 7.000 1 a LEFT
            BZPOPMIN z 0                        | BZPOPMIN z 0
            XREAD COUNT 1 BLOCK 5000 STREAMS s $ | XREAD COUNT 1 BLOCK 2000 STREAMS s $
            XREAD BLOCK 0 STREAMS s $           | XREAD BLOCK 0 STREAMS s $
            """)
    void waitsForTheRestOfItsTime(String asked, String carried) {
        client.send(asked);
        corridor.pass(Duration.ofSeconds(2));
        corridor.view(null);
        corridor.pass(Duration.ofSeconds(1));
        corridor.view(next, next);

        assertThat(next.received()).containsExactly(carried);
        next.answer("*2\r\n$1\r\na\r\n$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("*2\r\n$1\r\na\r\n$1\r\nv\r\n");
    }

    @Test
    void goesOnAfterItsConnectionIsCutAndNothingOvertakesIt() {
        client.send("BLPOP a 0");
        old.connection().cut();
        corridor.view(null);
        client.send("GET k");
        corridor.pass(Duration.ofSeconds(1));
        corridor.view(next, next);
        assertThat(next.received()).containsExactly("BLPOP a 0");

        next.answer("*2\r\n$1\r\na\r\n$1\r\nv\r\n");
        next.answer("$1\r\nx\r\n");
        assertThat(next.received()).containsExactly("BLPOP a 0", "GET k");
        assertThat(client.got()).isEqualTo("*2\r\n$1\r\na\r\n$1\r\nv\r\n$1\r\nx\r\n");
    }

    @Test
    void goesOnAfterItsMasterWasDemoted() {
        client.send("BLPOP a 0");
        old.answer("-UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)\r\n");
        assertThat(client.got()).isEmpty();
        corridor.view(next, next);

        next.answer("*2\r\n$1\r\na\r\n$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("*2\r\n$1\r\na\r\n$1\r\nv\r\n");
        assertThat(corridor.doubts).contains(old.node() + " UNBLOCKED");
    }

    @Test
    void twoFailoversAreAsGoodAsOne() {
        client.send("BLPOP a 10");
        corridor.pass(Duration.ofSeconds(1));
        corridor.view(next, next);
        corridor.pass(Duration.ofSeconds(1));
        corridor.view(old, old);
        assertThat(old.received()).containsExactly("BLPOP a 10", "BLPOP a 8.000");
    }

    @Test
    void withoutANextMasterItIsUncertain() {
        client.send("BLPOP a 0");
        old.connection().cut();
        corridor.view(null);
        corridor.pass(Duration.ofSeconds(21));
        assertThat(client.got()).isEqualTo("-" + PinnedReplies.UNCERTAIN + "\r\n");

        corridor.view(next, next);
        client.send("PING");
        assertThat(client.got()).isEqualTo("+PONG\r\n");
        assertThat(next.received()).isEmpty();
    }

    @Test
    void whoeverLeavesMeanwhileTakesNothing() {
        client.send("BLPOP a 0");
        old.connection().cut();
        corridor.view(null);
        client.leave();
        corridor.view(next, next);
        assertThat(next.received()).isEmpty();
    }

    @Test
    void isNotCarriedOutOfAWatch() {
        client.send("WATCH k");
        old.answer("+OK\r\n");
        client.send("BLPOP a 0");
        corridor.view(next, next);
        assertThat(next.received()).isEmpty();
        assertThat(client.got()).isEqualTo("+OK\r\n-" + PinnedReplies.UNCERTAIN + "\r\n");
    }

    @Test
    void canBeUnblockedWhereItWaitsNow() {
        FakeClient other = corridor.client();
        client.send("BLPOP a 0");
        corridor.view(next, next);
        next.answers(command -> command.startsWith("CLIENT UNBLOCK 77") ? ":1\r\n" : null);
        other.send("CLIENT UNBLOCK 1");
        assertThat(other.got()).isEqualTo(":1\r\n");
    }
}
