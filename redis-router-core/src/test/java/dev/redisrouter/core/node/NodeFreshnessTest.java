package dev.redisrouter.core.node;

import static dev.redisrouter.core.node.Members.A;
import static dev.redisrouter.core.node.Members.B;
import static dev.redisrouter.core.node.Members.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.NodesConfig;
import dev.redisrouter.core.health.Observation;
import dev.redisrouter.core.health.ProbeAnswer;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.ReplicaLink;
import dev.redisrouter.core.health.ReplicationPoint;
import dev.redisrouter.core.health.RoleReply;
import dev.redisrouter.topology.NodeAddress;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica's node says up to when it is fresh, and says nothing as soon as that may no longer be true. */
class NodeFreshnessTest {
    private final NodeSet nodes = new NodeSet(NodesConfig.defaults(), 3, node -> {});
    private final NodeFreshness freshness = new NodeFreshness();

    @BeforeEach
    void aMasterAndItsReplica() {
        nodes.keep(Set.of(A, B, C));
    }

    @Test
    void aReplicaThatHasReachedTheMasterIsFresh() {
        masterAnswers(10, "h1", 100);
        replicaAnswers(11, "h1", 100);

        assertThat(replica().freshUpTo()).isEqualTo(10);
    }

    @Test
    void aReplicaThatIsBehindStaysAsFreshAsItWas() {
        masterAnswers(10, "h1", 100);
        replicaAnswers(11, "h1", 100);
        masterAnswers(20, "h1", 200);
        replicaAnswers(21, "h1", 150);

        assertThat(replica().freshUpTo()).isEqualTo(10);
    }

    @Test
    void aReplicaOfAnotherHistoryIsNotFresh() {
        masterAnswers(10, "h1", 100);
        replicaAnswers(11, "h0", 5_000);

        assertThat(replica().freshUpTo()).isZero();
    }

    @Test
    void aReplicaOfAnotherHistoryThatContinuesThisOneStaysAsFreshAsItWas() {
        masterAnswers(10, "h1", 100);
        masterAnswers(20, "h1", 200);
        observe(B, 21, replicaOf(A, new ReplicationPoint("h2", 5_000, "h1", 150)));
        assertThat(replica().freshUpTo()).isEqualTo(10);

        observe(B, 22, replicaOf(A, new ReplicationPoint("h3", 5_000, "h2", 5_000)));
        assertThat(replica().freshUpTo()).isZero();
    }

    @Test
    void aReplicaOfAPromotedNodeHoldsWhatThatOneHeld() {
        masterAnswers(10, "h1", 100);
        masterAnswers(20, "h1", 200);
        ReplicationPoint promoted = new ReplicationPoint("h2", 160, "h1", 150);
        observe(C, 21, answer(new RoleReply.Master(), promoted));
        replicaAnswers(22, "h2", 90);
        assertThat(replica().freshUpTo()).isZero();

        replicaAnswers(23, "h2", 5_000);
        assertThat(replica().freshUpTo()).isEqualTo(10);
    }

    @Test
    void aReplicaThatReceivesAFullCopyIsNotFresh() {
        masterAnswers(10, "h1", 100);
        replicaAnswers(11, "h1", 100);
        observe(B, 12, answer(new RoleReply.Replica(A, ReplicaLink.SYNCING), "h1", 100));

        assertThat(replica().freshUpTo()).isZero();
    }

    @Test
    void aReplicaWhoseConnectionWasLostIsNotFreshUntilItAnswersAgain() {
        masterAnswers(10, "h1", 100);
        replicaAnswers(11, "h1", 100);
        observe(B, 12, new ProbeResult.Lost("connection lost"));
        assertThat(replica().freshUpTo()).isZero();

        replicaAnswers(13, "h1", 100);
        assertThat(replica().freshUpTo()).isEqualTo(10);
    }

    @Test
    void anAnswerToAQuestionFromBeforeTheDoubtCountsForNothing() {
        masterAnswers(10, "h1", 100);
        freshness.distrust(replica(), 20);
        replicaAnswers(15, "h1", 100);

        assertThat(replica().freshUpTo()).isZero();
    }

    @Test
    void aMasterThatBeginsAnotherHistoryMakesAllReplicasStale() {
        masterAnswers(10, "h1", 100);
        replicaAnswers(11, "h1", 100);
        masterAnswers(20, "h2", 14);

        assertThat(replica().freshUpTo()).isZero();
    }

    @Test
    void anotherMasterMakesAllReplicasStale() {
        masterAnswers(10, "h1", 100);
        replicaAnswers(11, "h1", 100);
        freshness.reset(nodes.members());
        assertThat(replica().freshUpTo()).isZero();

        replicaAnswers(12, "h1", 100);
        assertThat(replica().freshUpTo()).isZero();
    }

    @Test
    void aMasterThatIsNotInUseIsNoMeasure() {
        observe(A, 10, answer(new RoleReply.Master(), "h1", 100), Optional.empty());
        replicaAnswers(11, "h1", 100);

        assertThat(replica().freshUpTo()).isZero();
    }

    private void masterAnswers(long askedAt, String history, long offset) {
        observe(A, askedAt, answer(new RoleReply.Master(), history, offset));
    }

    private void replicaAnswers(long askedAt, String history, long offset) {
        observe(B, askedAt, answer(new RoleReply.Replica(A, ReplicaLink.CONNECTED), history, offset));
    }

    private void observe(NodeAddress node, long at, ProbeResult result) {
        observe(node, at, result, Optional.of(nodes.at(A).orElseThrow().node()));
    }

    private void observe(NodeAddress node, long at, ProbeResult result, Optional<Node> master) {
        Member member = nodes.observed(node, result).orElseThrow();
        freshness.observed(new Observation(node, at, result), member, master, nodes.members());
    }

    private static ProbeResult answer(RoleReply role, String history, long offset) {
        return answer(role, new ReplicationPoint(history, offset));
    }

    private static ProbeResult replicaOf(NodeAddress master, ReplicationPoint point) {
        return answer(new RoleReply.Replica(master, ReplicaLink.CONNECTED), point);
    }

    private static ProbeResult answer(RoleReply role, ReplicationPoint point) {
        return new ProbeResult.Answered(
                new ProbeAnswer(Optional.empty(), role, Optional.of(point), Optional.empty(), Optional.empty()));
    }

    private Node replica() {
        return nodes.at(B).orElseThrow().node();
    }
}
