package dev.redisrouter.core.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.topology.Nomination.Named;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.topology.NodeAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The highest epoch names the master, for good; what one origin says or fails to say holds nobody on an old view. */
class TopologyTrackerTest {
    private static final NodeAddress A = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress B = new NodeAddress("10.0.0.2", 6379);
    private static final NodeAddress C = new NodeAddress("10.0.0.3", 6379);

    private final TopologyTracker tracker = new TopologyTracker(UnaryOperator.identity());

    @Test
    void beforeAnyClaimNobodyIsNamed() {
        assertThat(tracker.nomination()).isEqualTo(new Nomination.Nobody());
        assertThat(tracker.nodes()).isEmpty();
    }

    @Test
    void theHighestEpochWins() {
        says("s1", A, 1);
        says("s2", B, 2);
        says("s3", A, 1);

        assertThat(tracker.nomination()).isEqualTo(new Named(B, 2));
    }

    @Test
    void aLowerEpochNeverNamesTheMasterAgain() {
        says("s1", B, 2);
        says("s1", A, 1);

        assertThat(tracker.nomination()).isEqualTo(new Named(B, 2));
    }

    @Test
    void theLossOfTheOnlyWitnessChangesNothing() {
        says("s1", B, 2);
        says("s2", A, 1);
        tracker.lost("s1");
        says("s2", C, 1);

        assertThat(tracker.nomination()).isEqualTo(new Named(B, 2));
    }

    @Test
    void atEqualEpochsTheMajorityWins() {
        says("s1", A, 0);
        says("s2", A, 0);
        says("s3", B, 0);

        assertThat(tracker.nomination()).isEqualTo(new Named(A, 0));
    }

    @Test
    void atEqualEpochsADeploymentThatIsPointedElsewhereIsFollowedOnceMostAgree() {
        says("s1", A, 0);
        says("s2", A, 0);
        says("s3", A, 0);
        says("s1", B, 0);
        assertThat(tracker.nomination()).isEqualTo(new Named(A, 0));

        says("s2", B, 0);
        assertThat(tracker.nomination()).isEqualTo(new Named(B, 0));
    }

    @Test
    void atEqualEpochsWithoutAMajorityTheLaterWordWins() {
        says("s1", A, 0);
        says("s2", B, 0);

        assertThat(tracker.nomination()).isEqualTo(new Named(B, 0));
    }

    @Test
    void aSourceWithoutEpochsIsFollowedFromMasterToMaster() {
        says("consul", A, 0);
        says("consul", B, 0);
        says("consul", A, 0);

        assertThat(tracker.nomination()).isEqualTo(new Named(A, 0));
    }

    @Test
    void aSourceThatNamesNobodyLeavesItToTheRoles() {
        tracker.claim(new TopologyClaim("list", Optional.empty(), Set.of(A, B), 0));

        assertThat(tracker.nomination()).isEqualTo(new Nomination.ByRole());
        assertThat(tracker.nodes()).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void everyAddressIsMappedBeforeItIsCompared() {
        TopologyTracker mapped = new TopologyTracker(a -> new NodeAddress("localhost", a.port() + 1));
        mapped.claim(new TopologyClaim("s1", Optional.of(A), Set.of(A, B), 1));

        assertThat(mapped.nomination()).isEqualTo(new Named(new NodeAddress("localhost", 6380), 1));
        assertThat(mapped.nodes()).containsExactly(new NodeAddress("localhost", 6380));
    }

    @Test
    void theNodesAreThoseThatAnyOriginKnows() {
        claims("s1", A, 1, A, B);
        claims("s2", A, 1, A, C);

        assertThat(tracker.nodes()).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void anOriginThatHangsKeepsNoRemovedNodeAlive() {
        claims("s1", A, 1, A, B, C);
        claims("s2", A, 1, A, B, C);
        tracker.lost("s1");
        claims("s2", A, 1, A, B);

        assertThat(tracker.nodes()).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void withAllOriginsLostNoNodeIsRemoved() {
        claims("s1", A, 1, A, B);
        claims("s2", A, 1, A, C);
        tracker.lost("s1");
        tracker.lost("s2");

        assertThat(tracker.nodes()).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void anOriginThatIsNoLongerThereCountsNoMore() {
        claims("s1", A, 0, A, B);
        claims("s2", B, 0, A, B);
        claims("s3", A, 0, A, B);
        gone("s1");
        gone("s3");
        claims("s2", B, 0, B, C);

        assertThat(tracker.nomination()).isEqualTo(new Named(B, 0));
        assertThat(tracker.nodes()).containsExactlyInAnyOrder(B, C);
    }

    @Test
    void theMasterThatIsNamedIsAlwaysANode() {
        claims("s1", A, 2, A, B);
        tracker.lost("s1");
        claims("s2", B, 1, B);

        assertThat(tracker.nodes()).contains(A);
    }

    @Test
    void aChosenSuccessorIsKnownUntilItsEpochIsClaimed() {
        says("s1", A, 4);
        tracker.chosen("s1", B, 6);
        assertThat(tracker.succession()).contains(new Succession("s1", B, 6));

        says("s2", B, 6);
        assertThat(tracker.succession()).isEmpty();
        assertThat(tracker.nomination()).isEqualTo(new Named(B, 6));
    }

    @Test
    void aSuccessorOfAnUnknownEpochIsTheNextOne() {
        says("s1", A, 4);
        tracker.chosen("s1", B, 0);

        assertThat(tracker.succession()).contains(new Succession("s1", B, 5));
    }

    @Test
    void aSuccessorOfThePastIsIgnored() {
        says("s1", A, 4);
        tracker.chosen("s2", B, 4);

        assertThat(tracker.succession()).isEmpty();
    }

    @Test
    void onlyTheOriginThatChoseASuccessorCanAbandonIt() {
        says("s1", A, 4);
        tracker.chosen("s1", B, 5);
        tracker.abandoned("s2");
        assertThat(tracker.succession()).isPresent();

        tracker.abandoned("s1");
        assertThat(tracker.succession()).isEmpty();
    }

    @Test
    void oneThatSucceededIsNamedAgainstAllThatStillClaimTheOldOne() {
        says("s1", A, 4);
        tracker.chosen("s1", B, 5);
        tracker.succeeded(new Succession("s1", B, 5));
        says("s2", A, 4);

        assertThat(tracker.nomination()).isEqualTo(new Named(B, 5));
    }

    @Test
    void aDeploymentSetUpAnewIsAgreedOnByAll() {
        says("s1", B, 3);
        says("s2", B, 3);
        says("s1", A, 0);
        assertThat(tracker.startedOver()).isEmpty();

        says("s2", A, 0);
        assertThat(tracker.startedOver()).contains(new Named(A, 0));

        tracker.startOver(new Named(A, 0));
        assertThat(tracker.nomination()).isEqualTo(new Named(A, 0));
    }

    @Test
    void itIsNotSetUpAnewWhileOneStandsByTheOldEpochEvenIfItIsLost() {
        says("s1", B, 3);
        says("s2", B, 3);
        says("s3", B, 3);
        tracker.lost("s3");
        says("s1", A, 0);
        says("s2", A, 0);

        assertThat(tracker.startedOver()).isEmpty();
    }

    @Test
    void itIsNotSetUpAnewWhileTheyDisagree() {
        says("s1", B, 3);
        says("s2", B, 3);
        says("s1", A, 0);
        says("s2", C, 1);

        assertThat(tracker.startedOver()).isEmpty();
    }

    @Test
    void itIsNotSetUpAnewWhileMostCannotBeHeard() {
        says("s1", B, 3);
        says("s2", B, 3);
        says("s1", A, 0);
        says("s2", A, 0);
        tracker.lost("s2");

        assertThat(tracker.startedOver()).isEmpty();
    }

    private void says(String origin, NodeAddress master, long epoch) {
        claims(origin, master, epoch, A, B, C);
    }

    private void claims(String origin, NodeAddress master, long epoch, NodeAddress... nodes) {
        tracker.claim(new TopologyClaim(origin, Optional.of(master), Set.of(nodes), epoch));
    }

    private void gone(String origin) {
        tracker.claim(new TopologyClaim(origin, Optional.empty(), Set.of(), 0));
    }
}
