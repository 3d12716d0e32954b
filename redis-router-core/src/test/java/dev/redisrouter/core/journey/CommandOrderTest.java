package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What one client sends one after the other is executed as if there were one server, also around a failover. */
class CommandOrderTest {
    private static final String READONLY = "-READONLY You can't write against a read only replica.\r\n";

    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void aReadBehindAWriteGoesToTheMasterBehindIt() {
        corridor.view(master, replica);
        corridor.allFresh();
        client.send("SET k v", "GET other");

        assertThat(master.received()).containsExactly("SET k v", "GET other");
        assertThat(replica.received()).isEmpty();
    }

    @Test
    void aWriteWaitsForTheReadsBeforeIt() {
        corridor.view(master, replica);
        corridor.allFresh();
        client.send("GET k", "SET k v", "GET k");
        assertThat(replica.received()).containsExactly("GET k");
        assertThat(master.received()).isEmpty();

        replica.answer("$3\r\nold\r\n");
        assertThat(master.received()).containsExactly("SET k v", "GET k");
        master.answer("+OK\r\n", "$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("$3\r\nold\r\n+OK\r\n$1\r\nv\r\n");
    }

    @Test
    void aReadWhoseReplicaCannotBeReachedGoesToTheMaster() {
        replica.door(FakeNode.Door.SHUT);
        corridor.view(master, replica);
        corridor.allFresh();
        client.send("GET a", "GET b");
        client.send("GET c", "SET c v");

        assertThat(master.received()).containsExactly("GET a", "GET b", "GET c", "SET c v");
    }

    @Test
    void aReadThatIsHeldIsNotOvertakenByAWrite() {
        try (Corridor replicasOnly = new Corridor(config -> config.reads(r -> r.policy(ReadPolicy.REPLICAS)))) {
            FakeNode writable = replicasOnly.node();
            FakeNode shut = replicasOnly.node().door(FakeNode.Door.SHUT);
            replicasOnly.view(writable, shut);
            replicasOnly.allFresh();
            replicasOnly.client().send("GET a");
            replicasOnly.client().send("GET k", "SET k v");
            shut.door(FakeNode.Door.OPEN);
            replicasOnly.pass(Duration.ofMillis(50));

            assertThat(writable.received()).containsExactly("GET a", "GET k", "SET k v");
        }
    }

    @Test
    void aWriteThatIsHeldIsNotOvertakenByTheNext() {
        master.door(FakeNode.Door.SHUT);
        corridor.view(master, master);
        client.send("SET k 1");
        master.door(FakeNode.Door.OPEN);
        // longer than the pause between two attempts to connect, and what is held was not looked at yet
        corridor.loop.tick(Duration.ofMillis(50));
        client.send("SET k 2");
        corridor.pass(Duration.ofMillis(50));

        assertThat(master.received()).containsExactly("SET k 1", "SET k 2");
    }

    @Test
    void aWriteWaitsForTheFormerMastersAnswerToTheOneBefore() {
        FakeNode former = master;
        FakeNode successor = replica;
        corridor.view(former, former, successor);
        client.send("SET k 1");
        corridor.view(successor, former, successor);
        client.send("SET k 2", "GET k");
        assertThat(successor.received()).isEmpty();

        former.answer(READONLY);
        successor.answer("+OK\r\n", "+OK\r\n", "$1\r\n2\r\n");
        assertThat(successor.received()).containsExactly("SET k 1", "SET k 2", "GET k");
        assertThat(client.got()).isEqualTo("+OK\r\n+OK\r\n$1\r\n2\r\n");
    }

    @Test
    void aWriteThatComesBackIsHeldBeforeTheNext() {
        FakeNode former = master;
        FakeNode successor = replica;
        corridor.view(former, former);
        client.send("SET k 1");
        corridor.view(null, former);
        client.send("SET k 2");
        former.answer(READONLY);
        corridor.view(successor, successor);
        successor.answer("+OK\r\n", "+OK\r\n");

        assertThat(successor.received()).containsExactly("SET k 1", "SET k 2");
        assertThat(client.got()).isEqualTo("+OK\r\n+OK\r\n");
    }

    @Test
    void whatIsHeldKeepsItsOrder() {
        client.send("SET k 1", "GET k", "SET k 2", "GET k");
        corridor.view(master, master, replica);

        assertThat(master.received()).containsExactly("SET k 1", "GET k", "SET k 2", "GET k");
    }
}
