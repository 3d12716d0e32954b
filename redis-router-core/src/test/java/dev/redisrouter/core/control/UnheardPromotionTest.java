package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.event.RouterEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A replica that turns into a master stops writes to the named one until it is clear which of them is the master. */
class UnheardPromotionTest {
    private final Scene scene = Scene.underSentinel();

    @Test
    void theOldMasterIsLeftAlthoughNobodyHasSaidThatAnotherWasChosen() {
        promoteB();

        assertThat(scene.master()).isEmpty();
        assertThat(scene.told(RouterEvent.MasterLost.class))
                .singleElement()
                .asString()
                .contains("10.0.0.2:6379 has become a master and nobody names it yet");
    }

    @Test
    void theNewOneIsInUseAsSoonAsItIsNamed() {
        promoteB();
        scene.claim("s2", B, 2);

        assertThat(scene.master()).contains(B);
    }

    @Test
    void theOldOneIsUsedAgainWhenTheOtherIsAReplicaAgain() {
        promoteB();
        scene.nodes.at(B).replicaOf(A, "h1", 120);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.master()).contains(A);
    }

    @Test
    void theOldOneIsUsedAgainWhenNobodyNamesTheOther() {
        promoteB();
        scene.pass(Promotion.LONGEST);

        assertThat(scene.master()).contains(A);
    }

    @Test
    void aMasterThatReturnsStopsNothing() {
        scene.loop.chosen("s1", B, 2);
        scene.nodes.at(A).hangs();
        promoteB();
        scene.claim("s1", B, 2);
        scene.pass(Duration.ofSeconds(1));
        scene.events.clear();
        scene.nodes.at(A).master("h1", 110);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.master()).contains(B);
        assertThat(scene.told(RouterEvent.MasterLost.class)).isEmpty();
    }

    private void promoteB() {
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofSeconds(1));
    }
}
