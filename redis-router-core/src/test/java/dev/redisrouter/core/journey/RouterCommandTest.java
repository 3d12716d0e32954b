package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.FailoverTimeline.Step;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import dev.redisrouter.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code ROUTER} tells a person at a redis-cli what the router knows, and asks no node. */
class RouterCommandTest {
    @AutoClose
    private final Corridor corridor = new Corridor(config -> config.durability(d -> d.commands("INCR")));

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeClient client = corridor.client();

    RouterCommandTest() {
        corridor.view(master, master, replica);
        corridor.allFresh();
        replica.node().freshUpTo(0);
    }

    @Test
    void nodesTellsWhatEachIsGoodFor() {
        corridor.topology = new Topology(
                1,
                3,
                Optional.of(master.node().address()),
                List.of(
                        new NodeInfo(master.node().address(), Role.MASTER, NodeState.UP, "answers as master"),
                        new NodeInfo(replica.node().address(), Role.REPLICA, NodeState.UP, "follows it")));
        assertThat(ask("ROUTER NODES"))
                .containsExactly(
                        "node=node0:6379 role=MASTER state=UP writes=yes reads=yes reads-served=0 outstanding=0"
                                + " latency-us=0 reason=\"answers as master\"",
                        "node=node1:6379 role=REPLICA state=UP writes=no reads=yes reads-served=0 outstanding=0"
                                + " latency-us=0 reason=\"follows it\"");
    }

    @Test
    void failoversTellsTheTimelines() {
        assertThat(ask("ROUTER FAILOVERS")).isEmpty();
        corridor.failovers = List.of(new FailoverTimeline(
                master.node().address(),
                replica.node().address(),
                4,
                Map.of(Step.HELD, Instant.EPOCH, Step.IN_USE, Instant.ofEpochMilli(900))));
        assertThat(ask("ROUTER FAILOVERS"))
                .containsExactly("at=1970-01-01T00:00:00.900Z from=node0:6379 to=node1:6379 epoch=4 held-ms=0"
                        + " in-use-ms=900");
    }

    @Test
    void statsTellsTheCounters() {
        assertThat(ask("router stats")).anySatisfy(line -> assertThat(line).startsWith("redis.router.clients "));
    }

    @Test
    void explainTellsWhoMayServeAReadAndWhy() {
        assertThat(ask("ROUTER EXPLAIN GET k"))
                .containsExactly(
                        "command=GET goes-to=\"any node\" because=\"reads\" keys=1 durable=no",
                        "node=node0:6379 serves=yes reason=\"master in use\"",
                        "node=node1:6379 serves=no reason=\"not known to have everything that must be seen\"");
        corridor.allFresh();
        assertThat(ask("ROUTER EXPLAIN GET k"))
                .contains("node=node1:6379 serves=yes reason=\"has everything that must be seen\"");
    }

    @Test
    void explainTellsWhereAWriteGoes() {
        assertThat(ask("ROUTER EXPLAIN incr n"))
                .containsExactly(
                        "command=INCR goes-to=\"master\" because=\"writes\" keys=1 durable=yes",
                        "node=node0:6379 serves=yes reason=\"master in use\"");
        assertThat(ask("ROUTER EXPLAIN MY.COMMAND"))
                .first()
                .isEqualTo("command=unknown goes-to=\"master\" because=\"is not known, and so may write any key\""
                        + " keys=any durable=yes");
        corridor.view(null, replica);
        assertThat(ask("ROUTER EXPLAIN SET a b"))
                .contains("node=none serves=no reason=\"no master is in use: commands for it are held\"");
    }

    @Test
    void explainTellsWhatTheRouterDoesItself() {
        assertThat(ask("ROUTER EXPLAIN PING"))
                .containsExactly("command=PING goes-to=\"the router\" because=\"it is about the client's own"
                        + " connection\" keys=0 durable=no");
        assertThat(ask("ROUTER EXPLAIN SHUTDOWN"))
                .containsExactly(
                        "command=SHUTDOWN goes-to=\"nowhere: refused\" because=\"it ends, re-points or debugs a"
                                + " node, or is of Redis Cluster\" keys=0 durable=no");
    }

    @Test
    void asksNoNode() {
        client.send("ROUTER NODES", "ROUTER EXPLAIN GET k", "ROUTER HELP");
        assertThat(master.received()).isEmpty();
        assertThat(replica.received()).isEmpty();
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThat(client.send("ROUTER").got()).isEqualTo("-ERR wrong number of arguments for 'router' command\r\n");
        for (String wrong : List.of("nonsense", "EXPLAIN", "NODES x")) {
            assertThat(client.send("ROUTER " + wrong).got())
                    .isEqualTo("-ERR unknown subcommand or wrong number of arguments for '" + wrong.split(" ")[0]
                            + "'. Try ROUTER HELP.\r\n");
        }
    }

    @Test
    void isAVerbatimTextInResp3() {
        master.answers(command -> command.equals("HELLO 3") ? FakeNode.HELLO : null);
        client.send("HELLO 3");
        client.got();
        assertThat(client.send("ROUTER EXPLAIN PING").got()).startsWith("=").contains("\r\ntxt:command=PING");
    }

    private List<String> ask(String command) {
        String reply = client.send(command).got();
        assertThat(reply).startsWith("$");
        return reply.substring(reply.indexOf('\n') + 1).strip().lines().toList();
    }
}
