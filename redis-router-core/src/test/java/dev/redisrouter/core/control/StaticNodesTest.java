package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static dev.redisrouter.core.control.Scene.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.event.RouterEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Without a source that names the master the roles decide, and two masters are none. */
class StaticNodesTest {
    private final Scene scene = Scene.fromList();

    @Test
    void theOneThatCallsItselfMasterIsInUse() {
        assertThat(scene.master()).contains(A);
        assertThat(scene.readers()).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void twoMastersHoldTheWritesUntilOneGivesWay() {
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(110));
        assertThat(scene.master()).isEmpty();
        assertThat(scene.told(RouterEvent.MasterConflict.class))
                .containsExactly("master-conflict nodes=[10.0.0.1:6379, 10.0.0.2:6379]");

        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.told(RouterEvent.MasterConflict.class)).hasSize(1);

        scene.nodes.at(A).replicaOf(B, "h2", 130);
        scene.pass(Duration.ofMillis(10));
        assertThat(scene.master()).contains(B);
    }

    @Test
    void aPromotionByHandIsFollowedOnceTheOldMasterIsDown() {
        scene.nodes.at(A).dies();
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(50));

        assertThat(scene.master()).contains(B);
    }

    @Test
    void aMasterThatMissedOneProbeIsNotReplacedYet() {
        scene.nodes.at(A).hangs();
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofMillis(400));
        assertThat(scene.master()).isEmpty();

        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.master()).contains(B);
    }

    @Test
    void anOldMasterThatReturnsAsMasterIsAConflictAgain() {
        scene.nodes.at(A).hangs();
        scene.nodes.at(B).master("h2", 120);
        scene.pass(Duration.ofSeconds(2));
        scene.nodes.at(A).wakes();
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.master()).isEmpty();
        assertThat(scene.told(RouterEvent.MasterConflict.class)).isNotEmpty();
    }
}
