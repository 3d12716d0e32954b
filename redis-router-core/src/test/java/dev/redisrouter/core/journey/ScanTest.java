package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A scan goes on at the process that began it, whoever asks, and begins anew where that is not possible. */
class ScanTest {
    private static final long OF_MASTER = 11L << 40;
    private static final long OF_REPLICA = 22L << 40;
    private static final long NOBODYS = 8191L << 40;

    @AutoClose
    private Corridor corridor = new Corridor();

    private FakeNode master = corridor.node();
    private FakeNode replica = corridor.node();
    private FakeClient client = corridor.client();

    @BeforeEach
    void processesAreKnown() {
        corridor.view(master, replica);
        corridor.allFresh();
        master.node().process(11);
        replica.node().process(22);
    }

    private void configured(UnaryOperator<RouterConfig> change) {
        corridor.close();
        corridor = new Corridor(change);
        master = corridor.node();
        replica = corridor.node();
        client = corridor.client();
        processesAreKnown();
    }

    /** The reply of a node, or what the client shall get. */
    private static String page(long cursor, String... elements) {
        StringBuilder reply =
                new StringBuilder("*2\r\n$" + Long.toString(cursor).length() + "\r\n" + cursor + "\r\n*");
        reply.append(elements.length).append("\r\n");
        for (String element : elements) {
            reply.append('$')
                    .append(element.length())
                    .append("\r\n")
                    .append(element)
                    .append("\r\n");
        }
        return reply.toString();
    }

    @Test
    void goesOnWhereItBegan() {
        client.send("SCAN 0 MATCH a* COUNT 10");
        replica.answer(page(17, "a1"));
        assertThat(client.got()).isEqualTo(page(OF_REPLICA + 17, "a1"));

        FakeClient another = corridor.client();
        another.send("SCAN " + (OF_REPLICA + 17) + " MATCH a* COUNT 10");
        replica.answer(page(0, "a2"));
        assertThat(another.got()).isEqualTo(page(0, "a2"));
        assertThat(replica.received()).containsExactly("SCAN 0 MATCH a* COUNT 10", "SCAN 17 MATCH a* COUNT 10");
        assertThat(master.received()).isEmpty();
    }

    @Test
    void goesOnWhereItBeganWhateverWasWrittenSince() {
        corridor.ledger.wroteUnknown(corridor.loop.now());
        client.send("HSCAN h 0");
        master.answer(page(3, "f", "v"));
        assertThat(client.got()).isEqualTo(page(OF_MASTER + 3, "f", "v"));

        client.send(
                "HSCAN h " + (OF_REPLICA + 5),
                "SSCAN s " + (OF_MASTER + 3),
                "ZSCAN z " + (OF_REPLICA + 7) + " COUNT 5");
        assertThat(master.received()).containsExactly("HSCAN h 0", "SSCAN s 3");
        assertThat(replica.received()).containsExactly("HSCAN h 5", "ZSCAN z 7 COUNT 5");
    }

    @Test
    void keepsTheOrderOfRepliesInAPipeline() {
        client.send("SCAN 0", "GET a", "SCAN " + (OF_MASTER + 4), "SCAN 0");
        master.answer(page(5, "m"));
        replica.answer(page(6, "r"), "$1\r\n1\r\n", page(1L << 39, "s"));

        assertThat(client.got())
                .isEqualTo(page(OF_REPLICA + 6, "r")
                        + "$1\r\n1\r\n"
                        + page(OF_MASTER + 5, "m")
                        + page(OF_REPLICA + (1L << 39), "s"));
    }

    @Test
    void beginsAnewWhenItsProcessIsGone() {
        replica.node().process(23);
        client.send("SCAN " + (OF_REPLICA + 17), "HSCAN h " + (OF_REPLICA + 17));
        assertThat(replica.received()).containsExactly("SCAN 0", "HSCAN h 0");
    }

    @Test
    void beginsAnewWhenItsNodeServesNoReads() {
        corridor.view(master, master);
        client.send("SCAN " + (OF_REPLICA + 17));
        assertThat(master.received()).containsExactly("SCAN 0");
    }

    @Test
    void beginsAnewWhenItsConnectionIsLost() {
        client.send("SCAN " + (OF_REPLICA + 17));
        assertThat(replica.received()).containsExactly("SCAN 17");
        replica.door(FakeNode.Door.SHUT);
        replica.connection().channel().close();
        corridor.settle();
        master.answer(page(9, "x"));

        assertThat(master.received()).containsExactly("SCAN 0");
        assertThat(client.got()).isEqualTo(page(OF_MASTER + 9, "x"));
    }

    @Test
    void beginsAnewWhenItsNodeLoads() {
        client.send("SCAN " + (OF_REPLICA + 17) + " COUNT 3");
        replica.answer("-LOADING Redis is loading the dataset in memory\r\n");
        master.answer(page(9, "x"));

        assertThat(master.received()).containsExactly("SCAN 0 COUNT 3");
        assertThat(client.got()).isEqualTo(page(OF_MASTER + 9, "x"));
    }

    @Test
    void beginsAnewWhenTheMasterThatServesItIsLost() {
        client.send("SCAN " + (OF_MASTER + 17));
        assertThat(master.received()).containsExactly("SCAN 17");
        corridor.view(null, replica);

        assertThat(replica.received()).containsExactly("SCAN 0");
    }

    @Test
    void beginsAnewWhenTheProcessChangesUnderIt() {
        client.send("SCAN 0", "SCAN " + (OF_REPLICA + 17), "SCAN " + (OF_REPLICA + 18));
        replica.node().process(23);
        replica.answer(page(0, "all"), page(0, "rest"), page(5, "some"));

        assertThat(client.got()).isEqualTo(page(0, "all") + page(NOBODYS, "rest") + page(NOBODYS, "some"));
        client.send("SCAN " + NOBODYS);
        assertThat(replica.received()).last().isEqualTo("SCAN 0");
    }

    @Test
    void beginsAnewWhileNobodyKnowsTheProcess() {
        replica.node().process(0);
        client.send("SCAN 0");
        replica.answer(page(17, "a1"));
        assertThat(client.got()).isEqualTo(page(NOBODYS, "a1"));
    }

    @Test
    void goesOnAtTheMasterWithItsOwnCursor() {
        client.send("SCAN 17", "HSCAN h nonsense", "SCAN -1");
        assertThat(master.received()).containsExactly("SCAN 17", "HSCAN h nonsense", "SCAN -1");
        master.answer(page(18, "x"), "-ERR invalid cursor\r\n", page(0));
        assertThat(client.got()).isEqualTo(page(OF_MASTER + 18, "x") + "-ERR invalid cursor\r\n" + page(0));
    }

    @Test
    void goesOnAtTheMasterWithACursorTooLargeForANumber() {
        long large = 1L << 44;
        client.send("SCAN 17");
        master.answer(page(large, "x"));
        assertThat(client.got()).isEqualTo(page((1L << 53) + large, "x"));
        client.send("SCAN " + ((1L << 53) + large));
        master.answer(page(0, "y"));
        assertThat(client.got()).isEqualTo(page(0, "y"));

        client.send("SCAN 0");
        replica.answer(page(large, "z"));
        assertThat(client.got()).isEqualTo(page(1L << 53, "z"));
        client.send("SCAN " + (1L << 53));
        assertThat(master.received()).containsExactly("SCAN 17", "SCAN " + large, "SCAN 0");
    }

    @Test
    void waitsForAMasterWithItsOwnCursor() {
        corridor.view(null, replica);
        client.send("SCAN 17");
        assertThat(replica.received()).isEmpty();
        corridor.view(replica, replica);
        assertThat(replica.received()).containsExactly("SCAN 17");
    }

    @Test
    void isHeldAndFindsItsProcessAgain() {
        corridor.view(null);
        client.send("SCAN " + (OF_REPLICA + 17));
        corridor.view(master, replica);
        assertThat(replica.received()).containsExactly("SCAN 17");
    }

    @Test
    void goesToTheMasterWhereTheUserSaysSo() {
        configured(config -> config.commands(c -> c.masterOnly("SCAN")));
        client.send("SCAN 0", "SCAN " + (OF_MASTER + 5), "SCAN " + (OF_REPLICA + 5));
        assertThat(master.received()).containsExactly("SCAN 0", "SCAN 5", "SCAN 0");
    }

    @Test
    void goesToTheMasterWhereAllReadsDo() {
        configured(config -> config.reads(r -> r.consistency(Consistency.MASTER)));
        client.send("SCAN 0", "SCAN " + (OF_MASTER + 5), "SCAN " + (OF_REPLICA + 5));
        assertThat(master.received()).containsExactly("SCAN 0", "SCAN 5", "SCAN 0");
    }

    @Test
    void leavesANodeThatIsTooStale() {
        configured(config -> config.reads(r -> r.maxStaleness(Duration.ofMillis(100))));
        client.send("SCAN " + (OF_REPLICA + 17));
        corridor.loop.tick(Duration.ofSeconds(1));
        client.send("SCAN " + (OF_REPLICA + 18));
        assertThat(replica.received()).containsExactly("SCAN 17");
        assertThat(master.received()).containsExactly("SCAN 0");
    }

    @Test
    void leavesPinsTheirOwnCursors() {
        client.send(
                "WATCH k",
                "SCAN " + (OF_MASTER + 5),
                "SCAN " + (OF_REPLICA + 5),
                "MULTI",
                "SCAN " + (OF_MASTER + 6),
                "EXEC");
        assertThat(master.received()).containsExactly("WATCH k", "SCAN 5", "SCAN 0", "MULTI", "SCAN 6", "EXEC");
        master.answer("+OK\r\n", page(7, "x"), page(8), "+OK\r\n", "+QUEUED\r\n", "*1\r\n" + page(9));
        assertThat(client.got()).isEqualTo("+OK\r\n" + page(7, "x") + page(8) + "+OK\r\n+QUEUED\r\n*1\r\n" + page(9));
    }

    @Test
    void isUntaggedBehindASubscription() {
        client.send("SUBSCRIBE c", "SCAN " + (OF_MASTER + 5));
        assertThat(master.received()).containsExactly("SUBSCRIBE c", "SCAN 5");
    }

    @Test
    void isTaggedInALargeReplyThatComesInParts() {
        String large = "x".repeat(200_000);
        client.send("HSCAN h 0");
        String reply = page(17, "f", large);
        for (int from = 0; from < reply.length(); from += 70_000) {
            replica.connection().send(reply.substring(from, Math.min(reply.length(), from + 70_000)));
        }
        assertThat(client.got()).isEqualTo(page(OF_REPLICA + 17, "f", large));
    }

    @Test
    void isTaggedInALargeReplyThatIsNotInTurn() {
        String large = "x".repeat(200_000);
        client.send("SCAN " + (OF_MASTER + 4), "HSCAN h 0");
        String reply = page(17, "f", large);
        replica.connection().send(reply.substring(0, 100_000));
        replica.connection().send(reply.substring(100_000));
        assertThat(client.got()).isEmpty();
        master.answer(page(0));
        assertThat(client.got()).isEqualTo(page(0) + page(OF_REPLICA + 17, "f", large));
    }
}
