package dev.redisrouter.core.node;

import static dev.redisrouter.core.node.Members.A;
import static dev.redisrouter.core.node.Members.B;
import static dev.redisrouter.core.node.Members.C;
import static dev.redisrouter.core.node.Members.downMaster;
import static dev.redisrouter.core.node.Members.master;
import static dev.redisrouter.core.node.Members.replica;
import static dev.redisrouter.core.node.Members.suspectMaster;
import static dev.redisrouter.core.node.Members.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.topology.Nomination;
import dev.redisrouter.core.topology.Succession;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** At most one master is in use: the one that is named, if it is up and says so itself. */
class MasterChoiceTest {
    private static final Nomination NAMED_A = new Nomination.Named(A, 1);
    private static final Nomination BY_ROLE = new Nomination.ByRole();
    private static final Optional<Succession> B_CHOSEN = Optional.of(new Succession("s1", B, 2));

    @Test
    void theNamedNodeThatSaysMasterIsInUse() {
        assertThat(inUse(of(NAMED_A, master(A), replica(B)))).contains(A);
    }

    @Test
    void anotherNodeThatSaysMasterIsNot() {
        assertThat(inUse(of(NAMED_A, replica(A), master(B)))).isEmpty();
    }

    @Test
    void aNamedNodeThatIsSuspectOrSaysReplicaIsNot() {
        assertThat(of(NAMED_A, suspectMaster(A)))
                .isEqualTo(new MasterChoice.Vacant(
                        "10.0.0.1:6379, named in epoch 1, is SUSPECT: no answer within 250 ms"));
        assertThat(of(NAMED_A, replica(A)))
                .isEqualTo(new MasterChoice.Vacant("10.0.0.1:6379, named in epoch 1, calls itself replica"));
    }

    @Test
    void nobodyIsInUseBeforeAnythingIsClaimed() {
        assertThat(inUse(of(new Nomination.Nobody(), master(A)))).isEmpty();
    }

    @Test
    void whileASuccessorIsWaitedForTheOldMasterIsNotUsedEvenIfItWorks() {
        assertThat(inUse(of(NAMED_A, B_CHOSEN, true, master(A), replica(B)))).isEmpty();
    }

    @Test
    void theSuccessorIsInUseAsSoonAsItSaysMaster() {
        assertThat(inUse(of(NAMED_A, B_CHOSEN, true, master(A), master(B)))).contains(B);
        assertThat(inUse(of(NAMED_A, B_CHOSEN, false, downMaster(A), master(B))))
                .contains(B);
    }

    @Test
    void whenTheHandoverTakesTooLongTheOldMasterIsUsedAgain() {
        assertThat(inUse(of(NAMED_A, B_CHOSEN, false, master(A), replica(B)))).contains(A);
    }

    @Test
    void byRoleTheOnlyMasterIsInUse() {
        assertThat(inUse(of(BY_ROLE, replica(A), master(B), downMaster(C)))).contains(B);
    }

    @Test
    void byRoleTwoMastersAreAConflict() {
        assertThat(of(BY_ROLE, master(B), master(A), replica(C))).isEqualTo(new MasterChoice.Conflict(List.of(A, B)));
    }

    @Test
    void byRoleASuspectMasterStillCounts() {
        assertThat(of(BY_ROLE, suspectMaster(A), master(B))).isEqualTo(new MasterChoice.Conflict(List.of(A, B)));
        assertThat(inUse(of(BY_ROLE, suspectMaster(A), replica(B)))).isEmpty();
    }

    @Test
    void byRoleTheFirstMasterWaitsUntilEveryNodeHasTold() {
        assertThat(of(BY_ROLE, master(A), unknown(B)))
                .isEqualTo(new MasterChoice.Vacant("not every node has answered yet"));
    }

    @Test
    void byRoleANewcomerDoesNotTakeTheMasterAway() {
        assertThat(inUse(MasterChoice.of(
                        BY_ROLE, Optional.empty(), false, Optional.empty(), true, List.of(master(A), unknown(B)))))
                .contains(A);
    }

    private static MasterChoice of(Nomination nomination, Member... members) {
        return of(nomination, Optional.empty(), false, members);
    }

    private static MasterChoice of(
            Nomination nomination, Optional<Succession> succession, boolean handover, Member... members) {
        return MasterChoice.of(nomination, succession, handover, Optional.empty(), false, List.of(members));
    }

    private static Optional<NodeAddress> inUse(MasterChoice choice) {
        return choice instanceof MasterChoice.InUse inUse
                ? Optional.of(inUse.member().node().address())
                : Optional.empty();
    }
}
