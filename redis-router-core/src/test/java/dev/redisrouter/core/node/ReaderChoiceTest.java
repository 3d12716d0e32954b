package dev.redisrouter.core.node;

import static dev.redisrouter.core.node.Members.A;
import static dev.redisrouter.core.node.Members.B;
import static dev.redisrouter.core.node.Members.C;
import static dev.redisrouter.core.node.Members.adriftReplica;
import static dev.redisrouter.core.node.Members.downMaster;
import static dev.redisrouter.core.node.Members.master;
import static dev.redisrouter.core.node.Members.replica;
import static dev.redisrouter.core.node.Members.suspectMaster;
import static dev.redisrouter.core.node.Members.suspectReplica;
import static dev.redisrouter.core.node.Members.syncingReplica;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.core.health.Observation;
import dev.redisrouter.core.health.ProbeAnswer;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.ReplicationPoint;
import dev.redisrouter.core.health.RoleReply;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nodes serve reads under each policy, in good times and bad. */
class ReaderChoiceTest {
    private final NodeFreshness freshness = new NodeFreshness();

    @Test
    void inGoodTimesEachPolicyGetsWhatItSays() {
        List<Member> members = List.of(master(A), replica(B), replica(C));

        assertThat(readers(ReadPolicy.ALL, A, members)).containsExactlyInAnyOrder(A, B, C);
        assertThat(readers(ReadPolicy.REPLICAS, A, members)).containsExactlyInAnyOrder(B, C);
        assertThat(readers(ReadPolicy.REPLICAS_PREFERRED, A, members)).containsExactlyInAnyOrder(B, C);
        assertThat(readers(ReadPolicy.MASTER, A, members)).containsExactly(A);
    }

    @Test
    void withoutAFitReplicaTheMasterServesWhereThePolicyAllows() {
        List<Member> members = List.of(master(A), syncingReplica(B), adriftReplica(C));

        assertThat(readers(ReadPolicy.ALL, A, members)).containsExactly(A);
        assertThat(readers(ReadPolicy.REPLICAS_PREFERRED, A, members)).containsExactly(A);
        assertThat(readers(ReadPolicy.REPLICAS, A, members)).isEmpty();
    }

    @Test
    void aSuspectReplicaServesOnlyWhenThereIsNobodyElse() {
        assertThat(readers(ReadPolicy.ALL, A, List.of(master(A), suspectReplica(B), replica(C))))
                .containsExactlyInAnyOrder(A, C);
        assertThat(readers(ReadPolicy.REPLICAS, A, List.of(master(A), suspectReplica(B))))
                .containsExactly(B);
        assertThat(readers(ReadPolicy.ALL, null, List.of(suspectMaster(A), suspectReplica(B))))
                .containsExactly(B);
    }

    @Test
    void withoutAMasterReadsGoOnFromReplicasThatLostNothingButTheirLink() {
        List<Member> members = List.of(downMaster(A), adriftReplica(B), syncingReplica(C));

        assertThat(readers(ReadPolicy.ALL, null, members)).containsExactly(B);
        assertThat(readers(ReadPolicy.REPLICAS, null, members)).containsExactly(B);
        assertThat(readers(ReadPolicy.MASTER, null, members)).isEmpty();
    }

    @Test
    void aReplicaOfAnotherHistoryThanTheMastersServesNothing() {
        Member master = master(A);
        follow(master, "new");

        assertThat(readers(ReadPolicy.ALL, A, List.of(master, replica(B, "old"), replica(C, "new"))))
                .containsExactlyInAnyOrder(A, C);
    }

    @Test
    void aReplicaThatDoesNotTellItsHistoryServesAsBefore() {
        Member master = master(A);
        follow(master, "new");

        assertThat(readers(ReadPolicy.ALL, A, List.of(master, replica(B)))).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void theNamedMasterServesReadsInTheLastResort() {
        List<Member> members = List.of(suspectMaster(A));

        assertThat(readers(ReadPolicy.ALL, null, Optional.of(A), members)).containsExactly(A);
        assertThat(readers(ReadPolicy.REPLICAS, null, Optional.of(A), members)).isEmpty();
    }

    @Test
    void anOldMasterNeverServesReads() {
        assertThat(readers(ReadPolicy.ALL, B, List.of(master(A), master(B)))).containsExactly(B);
        assertThat(readers(ReadPolicy.ALL, null, Optional.of(B), List.of(suspectMaster(A), downMaster(B))))
                .isEmpty();
    }

    private void follow(Member master, String history) {
        freshness.observed(
                new Observation(
                        master.node().address(),
                        1,
                        new ProbeResult.Answered(new ProbeAnswer(
                                Optional.empty(),
                                new RoleReply.Master(),
                                Optional.of(new ReplicationPoint(history, 1)),
                                Optional.empty(),
                                Optional.empty()))),
                master,
                Optional.of(master.node()),
                List.of(master));
    }

    private List<NodeAddress> readers(ReadPolicy policy, @Nullable NodeAddress master, List<Member> members) {
        return readers(policy, master, Optional.ofNullable(master), members);
    }

    private List<NodeAddress> readers(
            ReadPolicy policy, @Nullable NodeAddress master, Optional<NodeAddress> named, List<Member> members) {
        Optional<Member> inUse =
                members.stream().filter(m -> m.node().address().equals(master)).findFirst();
        return ReaderChoice.of(policy, inUse, named, members, freshness).stream()
                .map(Node::address)
                .toList();
    }
}
