package dev.redisrouter.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each result of a probe makes of a node. */
class HealthTest {
    private static final NodeAddress MASTER = new NodeAddress("10.0.0.1", 6379);
    private static final int FAILURES_TO_DOWN = 3;
    private static final ProbeResult MISSED = new ProbeResult.Missed("no answer within 250 ms");
    private static final ProbeResult LOST = new ProbeResult.Lost("connection lost");

    @Test
    void aMasterThatAnswersIsUp() {
        Health health = after(masterAnswer());

        assertThat(health.state()).isEqualTo(NodeState.UP);
        assertThat(health.role()).isEqualTo(Role.MASTER);
    }

    @Test
    void aReplicaIsUpOnlyWithASynchronisedLink() {
        assertThat(after(replica(ReplicaLink.CONNECTED)).state()).isEqualTo(NodeState.UP);
        assertThat(after(replica(ReplicaLink.SEARCHING)).state()).isEqualTo(NodeState.NOT_READY);
        assertThat(after(replica(ReplicaLink.SYNCING)).state()).isEqualTo(NodeState.NOT_READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOADING Redis is loading the dataset in memory", "MASTERDOWN Link with MASTER is down"})
    void aNodeThatRefusesPingIsNotReady(String complaint) {
        Health health = after(answer(Optional.of(complaint), new RoleReply.Master()));

        assertThat(health.state()).isEqualTo(NodeState.NOT_READY);
        assertThat(health.reason()).isEqualTo(complaint);
        assertThat(health.role()).isEqualTo(Role.MASTER);
    }

    @Test
    void aMasterThatCannotPersistIsAMasterAllTheSame() {
        assertThat(after(answer(Optional.of("MISCONF Errors writing to the AOF file"), new RoleReply.Master()))
                        .state())
                .isEqualTo(NodeState.UP);
    }

    @Test
    void aNodeThatDoesNotTellItsRoleIsNotReadyAndKeepsTheLastOne() {
        Health health = after(
                masterAnswer(),
                answer(Optional.of("BUSY a script is running"), new RoleReply.NotTold("BUSY a script is running")));

        assertThat(health.state()).isEqualTo(NodeState.NOT_READY);
        assertThat(health.role()).isEqualTo(Role.MASTER);
    }

    @Test
    void missedProbesMakeANodeSuspectAndThenDown() {
        assertThat(after(masterAnswer(), MISSED).state()).isEqualTo(NodeState.SUSPECT);
        assertThat(after(masterAnswer(), MISSED, MISSED).state()).isEqualTo(NodeState.SUSPECT);
        assertThat(after(masterAnswer(), MISSED, MISSED, MISSED).state()).isEqualTo(NodeState.DOWN);
    }

    @Test
    void oneAnswerClearsAllThatWasMissed() {
        Health health = after(masterAnswer(), MISSED, MISSED, masterAnswer(), MISSED);

        assertThat(health.state()).isEqualTo(NodeState.SUSPECT);
        assertThat(health.misses()).isEqualTo(1);
    }

    @Test
    void aNodeThatWasNeverFitIsNeverSuspect() {
        assertThat(after(MISSED).state()).isEqualTo(NodeState.UNKNOWN);
        assertThat(after(MISSED, MISSED, MISSED).state()).isEqualTo(NodeState.DOWN);
        assertThat(after(replica(ReplicaLink.SYNCING), MISSED).state()).isEqualTo(NodeState.NOT_READY);
    }

    @Test
    void aRefusedConnectionMeansDownAtOnce() {
        assertThat(after(masterAnswer(), new ProbeResult.Unreachable("connection refused")))
                .isEqualTo(new Health(NodeState.DOWN, Role.MASTER, false, FAILURES_TO_DOWN, "connection refused"));
    }

    @Test
    void aWrongPasswordIsNoOutage() {
        Health health = after(new ProbeResult.Rejected("WRONGPASS invalid username-password pair"));

        assertThat(health.state()).isEqualTo(NodeState.NOT_READY);
        assertThat(health.reason()).startsWith("WRONGPASS");
    }

    @Test
    void aLostConnectionAloneChangesNoState() {
        assertThat(after(masterAnswer(), LOST).state()).isEqualTo(NodeState.UP);
    }

    @Test
    void aReplicaThatLosesItsLinkIsAdriftWithAllItsData() {
        assertThat(after(replica(ReplicaLink.CONNECTED), replica(ReplicaLink.SEARCHING))
                        .isAdrift())
                .isTrue();
    }

    @Test
    void aReplicaIsNotAdriftOnceItBeganANewCopy() {
        assertThat(after(replica(ReplicaLink.CONNECTED), replica(ReplicaLink.SYNCING), replica(ReplicaLink.SEARCHING))
                        .isAdrift())
                .isFalse();
    }

    @Test
    void aReplicaThatMayHaveRestartedIsNotAdrift() {
        assertThat(after(replica(ReplicaLink.CONNECTED), LOST, replica(ReplicaLink.SEARCHING))
                        .isAdrift())
                .isFalse();
    }

    @Test
    void aReplicaThatWasNeverSynchronisedIsNotAdrift() {
        assertThat(after(replica(ReplicaLink.SEARCHING)).isAdrift()).isFalse();
    }

    private static Health after(ProbeResult... results) {
        Health health = Health.UNKNOWN;
        for (ProbeResult result : results) {
            health = health.after(result, FAILURES_TO_DOWN);
        }
        return health;
    }

    private static ProbeResult masterAnswer() {
        return answer(Optional.empty(), new RoleReply.Master());
    }

    private static ProbeResult replica(ReplicaLink link) {
        return answer(Optional.empty(), new RoleReply.Replica(MASTER, link));
    }

    private static ProbeResult answer(Optional<String> complaint, RoleReply role) {
        return new ProbeResult.Answered(
                new ProbeAnswer(complaint, role, Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
