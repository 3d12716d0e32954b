package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeConnection;
import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.metrics.RouterMetric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A durable write is answered when enough replicas have it, and nothing else waits for that. */
class DurableWritesTest {
    @AutoClose
    private final Corridor corridor = new Corridor(config -> config.durability(
            d -> d.commands("INCR", "XGROUP").keyPrefixes("order:").timeout(Duration.ofMillis(500))));

    private final FakeNode master = corridor.node();
    private final FakeConnection confirmer;
    private final FakeClient client = corridor.client();

    DurableWritesTest() {
        corridor.view(master, master);
        confirmer = master.connections().get(0);
    }

    @Test
    void theReplyIsKeptBackUntilTheReplicasHaveIt() {
        client.send("INCR n");
        master.answer(":1\r\n");
        assertThat(client.got()).isEmpty();
        assertThat(master.received()).containsExactly("INCR n", "PING", "SPUBLISH redis-router ", "WAIT 1 500");

        confirm(1);
        assertThat(client.got()).isEqualTo(":1\r\n");
        assertThat(corridor.count(RouterMetric.WRITES_CONFIRMED)).isEqualTo(1);
    }

    @Test
    void aMajorityIsCountedWithTheMaster() {
        corridor.size = 5;
        corridor.view(master, master);
        client.send("INCR n");
        master.answer(":1\r\n");
        assertThat(master.received()).contains("WAIT 2 500");

        confirm(2);
        assertThat(client.got()).isEqualTo(":1\r\n");
    }

    @Test
    void aMasterWithoutReplicasIsItsOwnMajority() {
        try (Corridor alone = new Corridor(config -> config.durability(d -> d.allWrites(true)))) {
            FakeNode only = alone.node();
            alone.size = 1;
            alone.view(only, only);
            FakeClient writes = alone.client();
            writes.send("INCR n");
            only.answer(":1\r\n");
            assertThat(writes.got()).isEqualTo(":1\r\n");
        }
    }

    @Test
    void replicasThatNobodyTellsOfAnyMoreDoNotMakeItSo() {
        corridor.size = 1;
        corridor.view(master, master);
        client.send("INCR n");
        master.answer(":1\r\n");
        assertThat(client.got()).isEmpty();
        assertThat(master.received()).endsWith("WAIT 1 500");
    }

    @Test
    void aPrefixMakesAWriteDurableAndOthersDoNotWait() {
        FakeClient other = corridor.client();
        client.send("MSET a 1 order:7 x");
        other.send("SET orders 1", "GET order:7");
        master.answer("+OK\r\n", "+OK\r\n", "$1\r\nx\r\n");
        assertThat(other.got()).isEqualTo("+OK\r\n$1\r\nx\r\n");
        assertThat(client.got()).isEmpty();

        confirm(1);
        assertThat(client.got()).isEqualTo("+OK\r\n");
    }

    @Test
    void aScriptMayWriteAnyKey() {
        client.send("EVAL s 1 k");
        master.answer(":1\r\n");
        assertThat(client.got()).isEmpty();
        confirm(1);
        assertThat(client.got()).isEqualTo(":1\r\n");
    }

    @Test
    void oneQuestionIsAskedForAllThatCameTogetherAndTheNextOneForWhatCameMeanwhile() {
        FakeClient second = corridor.client();
        client.sends("INCR a", "INCR b");
        second.send("INCR c");
        master.connection().send(":1\r\n:1\r\n:3\r\n");
        corridor.settle();
        assertThat(questions()).isEqualTo(1);
        client.send("INCR d");
        master.connection().send(":4\r\n");
        corridor.settle();
        assertThat(questions()).isEqualTo(1);
        assertThat(client.got()).isEmpty();

        confirm(1);
        assertThat(client.got()).isEqualTo(":1\r\n:1\r\n");
        assertThat(second.got()).isEqualTo(":3\r\n");
        assertThat(questions()).isEqualTo(2);
        confirm(1);
        assertThat(client.got()).isEqualTo(":4\r\n");
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void withoutEnoughReplicasInTimeItIsUncertain() {
        client.send("INCR n");
        master.answer(":1\r\n");
        corridor.pass(Duration.ofMillis(500));
        confirm(0);
        assertThat(client.got())
                .isEqualTo(
                        "-UNCERTAIN The master has executed the command, and within 500 ms 0 of the 1 replicas that must"
                                + " have it confirmed it\r\n");
        assertThat(corridor.count(RouterMetric.WRITES_CONFIRMED)).isZero();
    }

    @Test
    void whatIsYoungerIsAskedForAgain() {
        FakeClient second = corridor.client();
        client.send("INCR n");
        master.answer(":1\r\n");
        corridor.pass(Duration.ofMillis(300));
        second.send("INCR n");
        master.connection().answer(":2\r\n");
        corridor.pass(Duration.ofMillis(200));
        confirm(0);
        assertThat(client.got()).startsWith("-UNCERTAIN");
        assertThat(second.got()).isEmpty();
        assertThat(master.received()).endsWith("PING", "SPUBLISH redis-router ", "WAIT 1 300");

        confirm(1);
        assertThat(second.got()).isEqualTo(":2\r\n");
    }

    @Test
    void aReadBehindItComesFromTheMasterAndAfterIt() {
        FakeNode replica = corridor.node();
        corridor.view(master, replica);
        client.send("INCR n", "GET n");
        assertThat(replica.received()).isEmpty();
        master.answer(":1\r\n", "$1\r\n1\r\n");
        assertThat(client.got()).isEmpty();
        confirm(1);
        assertThat(client.got()).isEqualTo(":1\r\n$1\r\n1\r\n");
    }

    @Test
    void aMasterThatIsLostHasNotConfirmedIt() {
        client.send("INCR n");
        master.answer(":1\r\n");
        confirmer.cut();
        assertThat(client.got())
                .isEqualTo(
                        "-UNCERTAIN The master has executed the command, and was lost before 1 replicas had confirmed"
                                + " it\r\n");
    }

    @Test
    void nobodyConfirmsWhatAnotherProcessMayHaveExecuted() {
        client.send("INCR n");
        confirmer.cut();
        corridor.pass(Duration.ofMillis(200));
        master.answer(":1\r\n");
        assertThat(client.got()).startsWith("-UNCERTAIN The master has executed the command, and was lost");
    }

    @Test
    void withoutAnybodyToConfirmItItWaitsLikeForAMaster() {
        master.door(FakeNode.Door.SILENT);
        confirmer.cut();
        client.send("INCR n");
        assertThat(master.received()).doesNotContain("INCR n");

        master.door(FakeNode.Door.OPEN);
        corridor.pass(Duration.ofSeconds(5));
        assertThat(master.received()).contains("INCR n");
    }

    @Test
    void anErrorIsPassedOnAtOnce() {
        client.send("INCR n");
        master.answer("-ERR value is not an integer or out of range\r\n");
        assertThat(client.got()).isEqualTo("-ERR value is not an integer or out of range\r\n");
    }

    @Test
    void aNodeThatRefusesToSayLeavesItUncertain() {
        client.send("INCR n");
        master.answer(":1\r\n");
        confirmer.answer("+PONG\r\n");
        confirmer.answer(":0\r\n");
        confirmer.answer("-ERR WAIT cannot be used with replica instances.\r\n");
        assertThat(client.got())
                .isEqualTo(
                        "-UNCERTAIN The master has executed the command, and then WAIT was answered: ERR WAIT cannot be"
                                + " used with replica instances.\r\n");
        assertThat(corridor.doubts).contains(master.node() + " WAIT was refused");
    }

    @Test
    void aServerThatDoesNotKnowTheMarkIsAskedAllTheSame() {
        client.send("INCR n");
        master.answer(":1\r\n");
        confirmer.answer("+PONG\r\n");
        confirmer.answer("-ERR unknown command `SPUBLISH`, with args beginning with: \r\n");
        confirmer.answer(":1\r\n");
        assertThat(client.got()).isEqualTo(":1\r\n");
    }

    @Test
    void aMarkThatWasNotAllowedProvesNothing() {
        client.send("INCR n");
        master.answer(":1\r\n");
        confirmer.answer("+PONG\r\n");
        confirmer.answer("-NOPERM no permissions to access one of the channels\r\n");
        confirmer.answer(":1\r\n");
        assertThat(client.got())
                .isEqualTo("-UNCERTAIN The master has executed the command, and then SPUBLISH was answered: NOPERM no"
                        + " permissions to access one of the channels\r\n");
    }

    @Test
    void aMasterThatDoesNotEvenAnswerIsNotWaitedForForEver() {
        client.send("INCR n");
        master.answer(":1\r\n");
        corridor.pass(Duration.ofMillis(1_600));
        assertThat(client.got()).startsWith("-UNCERTAIN The master has executed the command, and was lost");
    }

    @Test
    void ofATransactionOnlyExecWaits() {
        client.send("MULTI", "INCR n");
        master.answer("+OK\r\n", "+QUEUED\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n+QUEUED\r\n");
        client.send("EXEC");
        master.answer("*1\r\n:1\r\n");
        assertThat(client.got()).isEmpty();
        confirm(1);
        assertThat(client.got()).isEqualTo("*1\r\n:1\r\n");

        client.send("MULTI", "SET a 1", "EXEC");
        master.answer("+OK\r\n", "+QUEUED\r\n", "*1\r\n+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n+QUEUED\r\n*1\r\n+OK\r\n");
    }

    @Test
    void aTransactionThatSelectsWaitsAsWell() {
        client.send("MULTI", "INCR n", "SELECT 1");
        master.answer("+OK\r\n", "+QUEUED\r\n", "+QUEUED\r\n");
        client.send("EXEC");
        master.answer("*2\r\n:1\r\n+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n+QUEUED\r\n+QUEUED\r\n");
        confirm(1);
        assertThat(client.got()).isEqualTo("*2\r\n:1\r\n+OK\r\n");
    }

    @Test
    void aReplyThatIsNotWantedIsNotWaitedFor() {
        client.send("CLIENT REPLY OFF", "INCR n");
        master.answer(":1\r\n");
        assertThat(questions()).isZero();
    }

    @Test
    void aSubcommandIsNamedByItsContainer() {
        client.send("XGROUP CREATE s g 0");
        master.answer("+OK\r\n");
        assertThat(client.got()).isEmpty();
        confirm(1);
        assertThat(client.got()).isEqualTo("+OK\r\n");
    }

    @Test
    void aClientThatLeavesDisturbsNobody() {
        FakeClient second = corridor.client();
        client.sends("INCR a");
        second.send("INCR b");
        master.connection().send(":1\r\n:2\r\n");
        corridor.settle();
        client.leave();
        confirm(1);
        assertThat(second.got()).isEqualTo(":2\r\n");
    }

    private long questions() {
        return master.received().stream().filter(c -> c.startsWith("WAIT")).count();
    }

    private void confirm(int replicas) {
        for (String reply : List.of("+PONG\r\n", ":0\r\n", ":" + replicas + "\r\n")) {
            confirmer.answer(reply);
        }
        corridor.settle();
    }
}
