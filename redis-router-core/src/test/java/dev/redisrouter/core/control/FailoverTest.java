package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static dev.redisrouter.core.control.Scene.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.health.ReplicaLink;
import dev.redisrouter.event.RouterEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A master that is lost is left at once, its successor is used the moment it is writable, and the old one never again. */
class FailoverTest {
    private final Scene scene = Scene.underSentinel();

    @Test
    void inGoodTimesTheMasterIsInUseAndEveryNodeReads() {
        assertThat(scene.master()).contains(A);
        assertThat(scene.readers()).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void aMasterThatHangsIsLeftAfterOneMissedProbe() {
        scene.nodes.at(A).hangs();
        scene.pass(Duration.ofMillis(360));

        assertThat(scene.master()).isEmpty();
        assertThat(scene.readers()).containsExactlyInAnyOrder(B, C);
        assertThat(scene.told(RouterEvent.MasterLost.class))
                .containsExactly("master-lost node=10.0.0.1:6379 reason=\"10.0.0.1:6379, named in epoch 1, is SUSPECT: "
                        + "no answer within 250 ms\"");
    }

    @Test
    void aMasterThatDiesIsLeftAtOnce() {
        scene.nodes.at(A).dies();
        scene.thread.run();

        assertThat(scene.master()).isEmpty();
    }

    @Test
    void aMasterThatRecoversBeforeAnyFailoverIsUsedAgain() {
        scene.nodes.at(A).hangs();
        scene.pass(Duration.ofMillis(360));
        scene.nodes.at(A).wakes();
        scene.thread.run();

        assertThat(scene.master()).contains(A);
        assertThat(scene.told(RouterEvent.MasterInUse.class)).hasSize(1);
    }

    @Test
    void theNewMasterIsInUseWithinTenMillisecondsOfItsPromotion() {
        scene.nodes.at(A).dies();
        scene.claim("s2", B, 2);
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.master()).isEmpty();

        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(10));
        assertThat(scene.master()).contains(B);
    }

    @Test
    void oneSentinelThatNamesTheNewMasterIsEnough() {
        scene.nodes.at(A).dies();
        scene.nodes.at(B).master("h2", 120);
        scene.claim("s3", B, 2);
        scene.pass(Duration.ofMillis(10));

        assertThat(scene.master()).contains(B);
    }

    @Test
    void anOldMasterThatStillWorksIsLeftAsSoonAsAHigherEpochNamesAnother() {
        scene.claim("s3", B, 2);

        assertThat(scene.master()).isEmpty();
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(10));
        assertThat(scene.master()).contains(B);
    }

    @Test
    void anOldMasterThatReturnsAsMasterIsNeitherUsedNorReadFrom() {
        failOverToB();
        scene.nodes.at(A).wakes();
        scene.pass(Duration.ofSeconds(8));

        assertThat(scene.master()).contains(B);
        assertThat(scene.readers()).doesNotContain(A);
        assertThat(scene.told(RouterEvent.NodeStateChanged.class))
                .last()
                .asString()
                .contains("node=10.0.0.1:6379", "to=NOT_READY", "calls itself master, but 10.0.0.2:6379 is in use");
    }

    @Test
    void aSentinelThatRepeatsThePastDoesNotBringTheOldMasterBack() {
        failOverToB();
        scene.nodes.at(A).wakes();
        scene.claim("s1", A, 1);
        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.master()).contains(B);
    }

    @Test
    void evenWithTheNewMasterGoneTheOldOneIsNotUsed() {
        failOverToB();
        scene.nodes.at(A).wakes();
        scene.nodes.at(B).dies();
        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.master()).isEmpty();
    }

    @Test
    void anOldMasterReadsAgainOnceItFollowsTheNewOne() {
        failOverToB();
        scene.nodes.at(A).wakes();
        scene.pass(Duration.ofSeconds(8));
        scene.nodes.at(A).replicaOf(B, "h2", 130);
        scene.pass(Duration.ofMillis(200));

        assertThat(scene.readers()).contains(A);
    }

    @Test
    void readsGoOnWithoutAMasterFromReplicasThatLostTheirLink() {
        scene.nodes.at(A).dies();
        scene.nodes.at(B).replica(A, ReplicaLink.SEARCHING, "h1", 100);
        scene.nodes.at(C).replica(A, ReplicaLink.SEARCHING, "h1", 100);
        scene.pass(Duration.ofMillis(200));

        assertThat(scene.master()).isEmpty();
        assertThat(scene.readers()).containsExactlyInAnyOrder(B, C);
    }

    @Test
    void aReplicaOfTheOldMasterIsNoReaderUntilItFollowsTheNewOne() {
        failOverToB();
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.readers()).containsExactly(B);

        scene.nodes.at(C).replicaOf(B, "h2", 130);
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.readers()).containsExactlyInAnyOrder(B, C);
    }

    @Test
    void theSwitchIsToldWithBothNodesTheEpochAndTheGap() {
        scene.nodes.at(A).dies();
        scene.thread.run();
        scene.pass(Duration.ofMillis(1_500));
        scene.nodes.at(B).master("h2", 120);
        scene.claim("s1", B, 2);
        scene.pass(Duration.ofMillis(10));

        assertThat(scene.told(RouterEvent.MasterInUse.class))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("master-in-use node=10.0.0.2:6379 previous=10.0.0.1:6379 epoch=2 without-ms=15"));
    }

    @Test
    void whileThereIsNoMasterTheSourceIsAskedAgainAndAgain() {
        int before = scene.refreshes;
        scene.nodes.at(A).dies();
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.refreshes - before).isBetween(4, 6);

        scene.nodes.at(A).returns();
        scene.pass(Duration.ofSeconds(1));
        int quiet = scene.refreshes;
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.refreshes).isEqualTo(quiet);
    }

    private void failOverToB() {
        scene.nodes.at(A).hangs();
        scene.pass(Duration.ofSeconds(1));
        scene.nodes.at(B).master("h2", 120);
        scene.claim("s1", B, 2);
        scene.claim("s2", B, 2);
        scene.claim("s3", B, 2);
        scene.pass(Duration.ofMillis(10));
        assertThat(scene.master()).contains(B);
    }
}
