package dev.redisrouter.core.node;

import static dev.redisrouter.core.node.Members.A;
import static dev.redisrouter.core.node.Members.B;
import static dev.redisrouter.core.node.Members.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.NodesConfig;
import dev.redisrouter.core.health.ProbeAnswer;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.RoleReply;
import dev.redisrouter.core.server.ServerVersion;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node is one object from its discovery to its removal, and never shares its slot. */
class NodeSetTest {
    private final List<NodeAddress> removed = new ArrayList<>();
    private final NodeSet nodes =
            new NodeSet(NodesConfig.defaults().weight(B, 3).zone(B, "east"), 3, node -> removed.add(node.address()));

    @Test
    void aNodeStaysTheSameObjectWhileItIsThere() {
        nodes.keep(Set.of(A, B));
        Node before = node(A);
        nodes.keep(Set.of(A, C));

        assertThat(node(A)).isSameAs(before);
        assertThat(removed).containsExactly(B);
    }

    @Test
    void aNodeThatComesBackIsAnotherOneWithAnotherSlot() {
        nodes.keep(Set.of(A));
        Node before = node(A);
        nodes.keep(Set.of());
        nodes.keep(Set.of(A));

        assertThat(node(A)).isNotSameAs(before);
        assertThat(node(A).slot()).isNotEqualTo(before.slot());
    }

    @Test
    void aNodeIsTheServerThatItLastSaidItIs() {
        nodes.keep(Set.of(A, B));
        ServerVersion valkey = new ServerVersion(true, 8, 1);

        nodes.observed(A, answered(Optional.of(valkey)));
        nodes.observed(A, answered(Optional.empty()));
        nodes.observed(A, new ProbeResult.Lost("gone"));

        assertThat(node(A).server()).isEqualTo(valkey);
        assertThat(node(B).server()).isEqualTo(ServerVersion.REDIS_7_0);

        ServerVersion upgraded = new ServerVersion(true, 9, 0);
        nodes.observed(A, answered(Optional.of(upgraded)));
        assertThat(node(A).server()).isEqualTo(upgraded);
    }

    private static ProbeResult answered(Optional<ServerVersion> version) {
        return new ProbeResult.Answered(
                new ProbeAnswer(Optional.empty(), new RoleReply.Master(), Optional.empty(), Optional.empty(), version));
    }

    @Test
    void slotsAreSmallAndUnique() {
        nodes.keep(Set.of(A, B, C));

        assertThat(nodes.members()).extracting(m -> m.node().slot()).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void weightAndZoneComeFromTheConfiguration() {
        nodes.keep(Set.of(A, B));

        assertThat(node(A).weight()).isEqualTo(1);
        assertThat(node(A).zone()).isEmpty();
        assertThat(node(B).weight()).isEqualTo(3);
        assertThat(node(B).zone()).isEqualTo("east");
    }

    @Test
    void aNewcomerStartsLevelWithTheBusiestNodeByWeight() {
        nodes.keep(Set.of(A));
        node(A).addServed(1_000);
        nodes.keep(Set.of(A, B));

        assertThat(node(B).served()).isEqualTo(3_000);
    }

    @Test
    void membersAreSortedByAddress() {
        nodes.keep(Set.of(C, A, B));

        assertThat(nodes.members()).extracting(m -> m.node().address()).containsExactly(A, B, C);
    }

    @Test
    void resultsOfProbesAreTakenIntoTheHealthOfTheirNode() {
        nodes.keep(Set.of(A, B));
        nodes.observed(A, new ProbeResult.Unreachable("connection refused"));

        assertThat(nodes.at(A).orElseThrow().health().state()).isEqualTo(NodeState.DOWN);
        assertThat(nodes.at(B).orElseThrow().health().state()).isEqualTo(NodeState.UNKNOWN);
    }

    @Test
    void aResultOfANodeThatIsGoneIsIgnored() {
        nodes.keep(Set.of(A));

        assertThat(nodes.observed(B, new ProbeResult.Lost("connection lost"))).isEmpty();
    }

    private Node node(NodeAddress address) {
        return nodes.at(address).orElseThrow().node();
    }
}
