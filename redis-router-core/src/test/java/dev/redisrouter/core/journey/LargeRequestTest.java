package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A request too large to be kept is passed on while it comes, disturbs nobody, and is never half executed unnoticed. */
class LargeRequestTest {
    private static final String VALUE = "v".repeat(2_000_000);
    private static final String SET = FakeClient.encode("SET", "k", VALUE);
    private static final String HALF = SET.substring(0, 1_000_000);
    private static final String REST = SET.substring(1_000_000);

    @AutoClose
    private final Corridor corridor =
            new Corridor(config -> config.failover(f -> f.holdTimeout(Duration.ofSeconds(2))));

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void itsNodeGetsItAsItComes() {
        corridor.view(master, master);
        client.sendRaw(HALF);
        assertThat(master.connection().unread()).isGreaterThan(900_000);
        assertThat(client.client().replies().outstanding()).isEqualTo(1);

        client.sendRaw(REST);
        assertThat(master.received()).containsExactly("SET k " + VALUE);
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n");
    }

    @Test
    void othersAreServedMeanwhile() {
        corridor.view(master, master);
        client.sendRaw(HALF);
        FakeClient other = corridor.client();
        other.send("GET a");
        master.answer("$1\r\na\r\n");

        assertThat(other.got()).isEqualTo("$1\r\na\r\n");
        client.sendRaw(REST);
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n");
    }

    @Test
    void itWaitsForWhatItsClientAskedBefore() {
        corridor.view(master, master);
        client.sendRaw(FakeClient.encode("INCR", "n") + HALF);
        assertThat(master.received()).containsExactly("INCR n");
        assertThat(client.channel().config().isAutoRead()).isFalse();

        master.answer(":1\r\n");
        client.sendRaw(REST + FakeClient.encode("PING"));
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo(":1\r\n+OK\r\n+PONG\r\n");
        assertThat(client.channel().config().isAutoRead()).isTrue();
    }

    @Test
    void aClientIsReadNoFasterThanItsNodeTakesIt() {
        corridor.view(master, master);
        client.sendRaw(HALF.substring(0, 100_000));
        master.connection().channel().block(true);
        client.sendRaw(HALF.substring(100_000, 200_000)).sendRaw(HALF.substring(200_000, 300_000));
        assertThat(client.channel().config().isAutoRead()).isFalse();

        master.connection().channel().block(false);
        corridor.settle();
        assertThat(client.channel().config().isAutoRead()).isTrue();
        client.sendRaw(HALF.substring(300_000) + REST);
        assertThat(master.received()).containsExactly("SET k " + VALUE);
    }

    @Test
    void itIsPartOfATransaction() {
        corridor.view(master, master);
        client.send("MULTI").sendRaw(SET).send("EXEC");
        master.answer("+OK\r\n", "+QUEUED\r\n", "*1\r\n+OK\r\n");

        assertThat(master.received()).containsExactly("MULTI", "SET k " + VALUE, "EXEC");
        assertThat(client.got()).isEqualTo("+OK\r\n+QUEUED\r\n*1\r\n+OK\r\n");
    }

    @Test
    void itIsSeenByTheReadsThatFollow() {
        corridor.view(master, replica);
        corridor.allFresh();
        client.sendRaw(SET);
        master.answer("+OK\r\n");
        client.got();
        corridor.client().send("GET k");

        assertThat(master.received()).endsWith("GET k");
        assertThat(replica.received()).isEmpty();
    }

    @Test
    void aConnectionLostInTheMiddleSaysThatItWasNotExecuted() {
        corridor.view(master, master);
        client.sendRaw(HALF);
        master.connection().cut();
        corridor.settle();
        assertThat(client.got())
                .isEqualTo("-MASTERDOWN The command could not be sent to the master, and was not executed\r\n");

        client.sendRaw(REST + FakeClient.encode("PING"));
        assertThat(client.got()).isEqualTo("+PONG\r\n");
    }

    @Test
    void aConnectionLostAfterTheEndLeavesItUncertain() {
        corridor.view(master, master);
        client.sendRaw(SET);
        master.connection().cut();

        assertThat(client.got()).startsWith("-UNCERTAIN ");
    }

    @Test
    void whatStandsBehindItOnALostConnectionIsAnsweredToo() {
        corridor.view(master, master);
        client.send("MULTI");
        master.answer("+OK\r\n");
        client.sendRaw(HALF).sendRaw(REST).send("SET l w", "EXEC", "PING");
        master.connection().cut();

        assertThat(client.got().lines().map(line -> line.split(" ")[0]))
                .containsExactly("+OK", "-UNCERTAIN", "-UNCERTAIN", "-UNCERTAIN", "+PONG");
    }

    @Test
    void anAnswerBeforeItsEndEndsTheConnection() {
        corridor.view(master, master);
        client.sendRaw(HALF);
        master.connection().send("-ERR Protocol error: invalid bulk length\r\n");
        client.sendRaw(REST + FakeClient.encode("PING"));

        assertThat(client.got()).isEqualTo("-ERR Protocol error: invalid bulk length\r\n+PONG\r\n");
        assertThat(master.open()).isEmpty();
    }

    @Test
    void aClientThatHasSentAllOfItMaySendNoMore() {
        corridor.view(master, master);
        client.sendRaw(HALF);
        master.connection().channel().block(true);
        client.sendRaw(REST.substring(0, 100_000)).sendRaw(REST.substring(100_000));
        client.client().inputEnded();
        master.connection().channel().block(false);
        corridor.settle();

        assertThat(master.received()).containsExactly("SET k " + VALUE);
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n");
        assertThat(client.open()).isFalse();
    }

    @Test
    void aClientThatSendsNoMoreInTheMiddleIsClosed() {
        corridor.view(master, master);
        client.sendRaw(HALF);
        client.client().inputEnded();
        corridor.settle();

        assertThat(client.open()).isFalse();
        assertThat(master.open()).isEmpty();
    }

    @Test
    void aMalformedRestClosesTheClientAndNothingIsExecuted() {
        corridor.view(master, master);
        String mset = FakeClient.encode("MSET", "k", VALUE, "l", "w");
        int end = mset.indexOf("$1\r\nl");
        client.sendRaw(mset.substring(0, 1_000_000)).sendRaw(mset.substring(1_000_000, end) + "nonsense\r\n");

        assertThat(client.got()).isEqualTo("-ERR Protocol error: expected '$', got 'n'\r\n");
        assertThat(client.open()).isFalse();
        assertThat(master.received()).isEmpty();
        assertThat(master.open()).isEmpty();
    }

    @Test
    void withoutAMasterItIsAnsweredAndReadToItsEnd() {
        client.sendRaw(HALF);
        assertThat(client.got()).isEmpty();
        corridor.pass(Duration.ofMillis(2_100));
        assertThat(client.got()).isEqualTo("-MASTERDOWN No node could serve the command within 2000 ms\r\n");

        client.sendRaw(REST + FakeClient.encode("PING"));
        assertThat(client.got()).isEqualTo("+PONG\r\n");
    }

    @Test
    void aRefusedHandshakeIsTheAnswer() {
        master.answers(command -> command.startsWith("HELLO") ? "-NOAUTH no\r\n" : null);
        corridor.view(master, master);
        client.sendRaw(HALF).sendRaw(REST + FakeClient.encode("PING"));

        assertThat(client.got()).isEqualTo("-NOAUTH no\r\n+PONG\r\n");
    }

    @Test
    void aClientThatLeavesInTheMiddleLeavesNothingExecuted() {
        corridor.view(master, master);
        client.sendRaw(HALF);
        client.leave();

        assertThat(master.received()).isEmpty();
        assertThat(master.open()).isEmpty();
    }

    @Test
    void whatTheRouterAnswersItselfIsWaitedFor() {
        corridor.view(master, master);
        String echo = FakeClient.encode("ECHO", VALUE);
        client.sendRaw(echo.substring(0, 1_000_000)).sendRaw(echo.substring(1_000_000));

        assertThat(client.got()).isEqualTo("$2000000\r\n" + VALUE + "\r\n");
    }
}
