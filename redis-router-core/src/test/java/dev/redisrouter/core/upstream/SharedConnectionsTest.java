package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One connection to each node, made when it is needed; a node that cannot be reached is tried less and less often. */
class SharedConnectionsTest {
    @AutoClose
    private final Wire wire = new Wire();

    private final Upstreams upstreams = new Upstreams(wire.context);
    private final SharedConnections shared = upstreams.shared(Wire.PROFILE);

    @AfterEach
    void closeAll() {
        upstreams.close(node -> true, "the test is over");
        wire.nodes.settle();
    }

    private boolean tries() {
        wire.turn.begin();
        boolean tries = shared.to(wire.node.node()) != null;
        wire.nodes.settle();
        return tries;
    }

    @Test
    void oneForEachNode() {
        wire.turn.begin();
        List<UpstreamConnection> opened = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            FakeNode node = wire.nodes.add();
            opened.add(shared.to(node.node()));
            assertThat(shared.to(node.node())).isSameAs(opened.get(i));
        }
        assertThat(opened).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(upstreams.shared(Wire.PROFILE)).isSameAs(shared);
        assertThat(upstreams.shared(Wire.PROFILE.database(1))).isNotSameAs(shared);
    }

    @Test
    void oneThatWasLostIsMadeAnewAtOnce() {
        tries();
        wire.node.connection().cut();
        wire.nodes.settle();
        assertThat(tries()).isTrue();
        assertThat(wire.node.open()).hasSize(1);
    }

    @Test
    void pausesGrowUpToASecond() {
        wire.node.door(FakeNode.Door.SHUT);
        int[] attemptsInSecond = new int[6];
        for (int second = 0; second < attemptsInSecond.length; second++) {
            int before = wire.node.attempts();
            for (int i = 0; i < 200; i++) {
                tries();
                wire.loop.pass(Duration.ofMillis(5));
            }
            attemptsInSecond[second] = wire.node.attempts() - before;
        }
        assertThat(attemptsInSecond[0]).isBetween(5, 12);
        assertThat(attemptsInSecond[5]).isBetween(1, 2);

        wire.node.door(FakeNode.Door.OPEN);
        upstreams.retryNow(wire.node.node());
        assertThat(tries()).isTrue();
        assertThat(wire.node.open()).hasSize(1);
    }

    @Test
    void aNodeThatRefusesTheProfileIsAskedAgainAtOnce() {
        wire.node.answers(command -> command.startsWith("HELLO") ? "-NOAUTH no\r\n" : null);
        assertThat(tries()).isTrue();
        wire.node.answers(command -> null);
        assertThat(tries()).isTrue();
        assertThat(wire.node.open()).hasSize(1);
    }

    @Test
    void aProfileThatNoNodeAgreedToIsForgotten() {
        Profile asked = Wire.PROFILE.database(99);
        wire.node.answers(command -> command.startsWith("SELECT") ? "-ERR no\r\n" : null);
        SharedConnections refused = upstreams.shared(asked);
        wire.turn.begin();
        refused.to(wire.node.node());
        wire.nodes.settle();
        upstreams.forget(asked);
        assertThat(upstreams.shared(asked)).isNotSameAs(refused);
    }

    /** Clients that have taken it would keep connections that nobody closes when the master changes. */
    @Test
    void aProfileThatANodeAgreedToOnceIsKept() {
        Profile asked = Wire.PROFILE.database(9);
        SharedConnections agreed = upstreams.shared(asked);
        wire.turn.begin();
        agreed.to(wire.node.node());
        wire.nodes.settle();
        wire.node.connection().cut();
        wire.node.answers(command -> command.startsWith("SELECT") ? "-ERR no\r\n" : null);
        wire.nodes.settle();
        wire.turn.begin();
        agreed.to(wire.node.node());
        wire.nodes.settle();
        upstreams.forget(asked);
        assertThat(upstreams.shared(asked)).isSameAs(agreed);
    }

    @Test
    void closedByNode() {
        FakeNode other = wire.nodes.add();
        tries();
        wire.turn.begin();
        shared.to(other.node());
        wire.nodes.settle();
        upstreams.close(node -> node == wire.node.node(), "no longer in use");
        wire.nodes.settle();
        assertThat(wire.node.open()).isEmpty();
        assertThat(other.open()).hasSize(1);
    }
}
