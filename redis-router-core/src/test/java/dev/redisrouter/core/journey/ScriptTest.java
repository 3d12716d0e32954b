package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.metrics.RouterMetric;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts that only read go where reads go, the master helps out, and none takes one node after the other. */
class ScriptTest {
    private static final String NOSCRIPT = "-NOSCRIPT No matching script. Please use EVAL.\r\n";

    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeNode another = corridor.node();
    private final FakeClient client = corridor.client();

    @BeforeEach
    void allAreThere() {
        corridor.view(master, replica);
        corridor.allFresh();
    }

    @Test
    void whatAReplicaDoesNotKnowTheMasterIsAsked() {
        client.send("EVALSHA_RO sha 1 k", "GET k");
        replica.answer(NOSCRIPT, "$1\r\nv\r\n");
        assertThat(master.received()).containsExactly("EVALSHA_RO sha 1 k");
        master.answer(":7\r\n");

        assertThat(client.got()).isEqualTo(":7\r\n$1\r\nv\r\n");
        assertThat(corridor.count(RouterMetric.ERRORS)).isZero();
    }

    @Test
    void whatTheMasterDoesNotKnowEitherIsSaid() {
        client.send("EVALSHA_RO sha 0");
        replica.answer(NOSCRIPT);
        master.answer(NOSCRIPT);
        assertThat(client.got()).isEqualTo(NOSCRIPT);

        client.send("EVALSHA sha 0");
        master.answer(NOSCRIPT);
        assertThat(client.got()).isEqualTo(NOSCRIPT);
        assertThat(master.received()).containsExactly("EVALSHA_RO sha 0", "EVALSHA sha 0");
    }

    @Test
    void whatNobodyCanBeAskedIsSaid() {
        corridor.view(null, replica);
        client.send("EVALSHA_RO sha 0");
        replica.answer(NOSCRIPT);
        assertThat(client.got()).isEqualTo(NOSCRIPT);
    }

    @Test
    void aWriteBehindItWaitsForTheMastersAnswer() {
        client.send("EVALSHA_RO sha 0", "SET k v");
        replica.answer(NOSCRIPT);
        assertThat(master.received()).startsWith("EVALSHA_RO sha 0");
        master.answer(":1\r\n", "+OK\r\n");
        assertThat(client.got()).isEqualTo(":1\r\n+OK\r\n");
    }

    @Test
    void oneThatCostsANodeIsTriedOnOneMoreAlone() {
        corridor.view(master, replica, another);
        corridor.allFresh();
        client.send("EVAL_RO endless 0");
        FakeNode first = replica.received().isEmpty() ? another : replica;
        FakeNode second = first == replica ? another : replica;
        corridor.view(master, second);
        assertThat(second.received()).containsExactly("EVAL_RO endless 0");
        corridor.view(master, master);

        assertThat(master.received()).isEmpty();
        assertThat(client.got()).isEqualTo("-MASTERDOWN No node could serve the command\r\n");
    }

    @Test
    void oneThatTheMasterHangsOnIsTriedOnOneMoreAlone() {
        corridor.view(master, master);
        client.send("EVAL_RO endless 0");
        corridor.view(null, replica);
        assertThat(replica.received()).containsExactly("EVAL_RO endless 0");
        corridor.view(null, another);

        assertThat(another.received()).isEmpty();
        assertThat(client.got()).isEqualTo("-MASTERDOWN No node could serve the command\r\n");
    }

    @Test
    void oneIsLoadedEverywhereAndTheMastersReplyCounts() {
        client.send("SCRIPT LOAD body", "GET k");
        assertThat(replica.received()).containsExactly("SCRIPT LOAD body");
        replica.answer("-ERR something\r\n");
        assertThat(client.got()).isEmpty();
        master.answer("$3\r\nsha\r\n", "$1\r\nv\r\n");

        assertThat(client.got()).isEqualTo("$3\r\nsha\r\n$1\r\nv\r\n");
        assertThat(master.received()).containsExactly("SCRIPT LOAD body", "GET k");
    }

    @Test
    void oneIsLoadedOnceOnAMasterThatServesReads() {
        corridor.view(master, master, replica);
        client.send("SCRIPT LOAD body");
        assertThat(master.received()).containsExactly("SCRIPT LOAD body");
        assertThat(replica.received()).containsExactly("SCRIPT LOAD body");
    }

    @Test
    void withinATransactionAllIsLeftToTheMaster() {
        client.send("MULTI", "SCRIPT LOAD body", "EVALSHA_RO sha 0", "EXEC");
        assertThat(master.received()).containsExactly("MULTI", "SCRIPT LOAD body", "EVALSHA_RO sha 0", "EXEC");
        assertThat(replica.received()).isEmpty();
    }
}
