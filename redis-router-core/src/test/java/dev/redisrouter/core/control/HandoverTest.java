package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static dev.redisrouter.core.control.Scene.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.event.RouterEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From the choice of a successor on the old master gets no writes, and the successor gets them once it is promoted. */
class HandoverTest {
    private final Scene scene = Scene.underSentinel();

    @Test
    void theOldMasterIsLeftAtTheChoiceEvenThoughItWorks() {
        scene.loop.chosen("s1", B, 2);

        assertThat(scene.master()).isEmpty();
        assertThat(scene.told(RouterEvent.MasterLost.class))
                .singleElement()
                .asString()
                .contains("10.0.0.2:6379 is chosen as the next master and not promoted yet");
    }

    @Test
    void theSuccessorIsInUseAtItsPromotionLongBeforeAnyoneClaimsIt() {
        scene.loop.chosen("s1", B, 2);
        scene.pass(Duration.ofMillis(150));
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(10));

        assertThat(scene.master()).contains(B);
        assertThat(scene.publisher.topology().epoch()).isEqualTo(2);
    }

    @Test
    void onceInUseTheSuccessorIsNeverLeftForTheOldMaster() {
        succeedToB();
        scene.claim("s2", A, 1);
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.master()).contains(B);

        scene.nodes.at(B).hangs();
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.master()).isEmpty();
    }

    @Test
    void theClaimThatFollowsChangesNothing() {
        succeedToB();
        scene.events.clear();
        scene.claim("s1", B, 2);
        scene.claim("s2", B, 2);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.master()).contains(B);
        assertThat(scene.told(RouterEvent.MasterInUse.class)).isEmpty();
    }

    @Test
    void anAbortedFailoverGivesTheOldMasterBack() {
        scene.loop.chosen("s1", B, 2);
        scene.pass(Duration.ofMillis(100));
        scene.loop.abandoned("s1");

        assertThat(scene.master()).contains(A);
    }

    @Test
    void aSuccessorThatIsNotPromotedIsNotWaitedForForLong() {
        scene.loop.chosen("s1", B, 2);
        scene.pass(Duration.ofMillis(1_900));
        assertThat(scene.master()).isEmpty();

        scene.pass(Duration.ofMillis(300));
        assertThat(scene.master()).contains(A);
    }

    @Test
    void aPromotionThatComesVeryLateStillCounts() {
        scene.loop.chosen("s1", B, 2);
        scene.pass(Duration.ofSeconds(5));
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(110));

        assertThat(scene.master()).contains(B);
    }

    @Test
    void aHigherEpochOverridesTheChoice() {
        scene.loop.chosen("s1", B, 2);
        scene.nodes.at(C).master("h3", 110);
        scene.claim("s2", C, 3);
        scene.pass(Duration.ofMillis(10));

        assertThat(scene.master()).contains(C);
    }

    private void succeedToB() {
        scene.loop.chosen("s1", B, 2);
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(20));
        assertThat(scene.master()).contains(B);
    }
}
