package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static dev.redisrouter.core.control.Scene.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.error.SwitchOverException;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A planned change of the master: nothing is told to the source before everything is held and replicated. */
class SwitchOverTest {
    private final Scene scene = Scene.underSentinel();
    private final CompletableFuture<NodeAddress> result = new CompletableFuture<>();

    @Test
    void holdsThenWaitsForTheReplicasThenFailsOver() {
        scene.nodes.at(C).replicaOf(A, "h1", 90);
        begin();
        assertThat(scene.master()).isEmpty();
        assertThat(scene.readers()).containsExactlyInAnyOrder(B, C);
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.failOvers).as("not every event loop holds").isZero();

        held();
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.failOvers).as("C has not caught up").isZero();

        scene.nodes.at(C).replicaOf(A, "h1", 100);
        scene.pass(Duration.ofMillis(50));
        assertThat(scene.failOvers).isEqualTo(1);
        assertThat(scene.master()).isEmpty();

        scene.nodes.at(B).master("h2", 100);
        scene.claim("s1", B, 2);
        scene.pass(Duration.ofMillis(50));
        assertThat(result).isCompletedWithValue(B);
        assertThat(scene.master()).contains(B);
    }

    @Test
    void waitsWhileTheMasterGoesOnExecuting() {
        begin();
        held();
        for (int i = 0; i < 20; i++) {
            scene.nodes.at(A).master("h1", 200 + i);
            scene.nodes.at(B).replicaOf(A, "h1", 1_000);
            scene.nodes.at(C).replicaOf(A, "h1", 1_000);
            scene.pass(Duration.ofMillis(10));
        }
        assertThat(scene.failOvers).isZero();
        scene.pass(Duration.ofMillis(100));
        assertThat(scene.failOvers).isEqualTo(1);
    }

    @Test
    void theOldMasterIsUsedAgainWhenTheReplicasDoNotCatchUpInTime() {
        scene.nodes.at(B).replicaOf(A, "h1", 90);
        begin();
        held();
        scene.pass(Duration.ofSeconds(6));
        assertThat(scene.failOvers).isZero();
        assertThat(scene.master()).contains(A);
        assertFailed("the replicas did not catch up with 10.0.0.1:6379 within 5000 ms");
    }

    @Test
    void theOldMasterIsUsedAgainWhenTheSourceRefuses() {
        scene.failOver = CompletableFuture.failedFuture(new IllegalStateException("NOGOODSLAVE"));
        begin();
        held();
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.master()).contains(A);
        assertFailed("the source refused to change the master: NOGOODSLAVE");
    }

    @Test
    void theOldMasterIsUsedAgainWhenNoOtherComes() {
        begin();
        held();
        scene.pass(Duration.ofSeconds(6));
        assertThat(scene.failOvers).isEqualTo(1);
        assertThat(scene.master()).contains(A);
        assertFailed("no other master came into use within 5000 ms");
    }

    @Test
    void oneAtATime() {
        begin();
        CompletableFuture<NodeAddress> second = new CompletableFuture<>();
        scene.loop.switchOver(Duration.ofSeconds(5), second);
        assertThatThrownBy(second::join)
                .hasCauseInstanceOf(SwitchOverException.class)
                .hasMessageContaining("another switch-over is under way");
        assertThat(result).isNotDone();
    }

    @Test
    void notWithoutAMaster() {
        scene.nodes.at(A).dies();
        scene.thread.run();
        begin();
        assertFailed("no master is in use");
    }

    @Test
    void notBeyondTheEndOfTheRouter() {
        begin();
        scene.loop.close();
        assertFailed("the router is closing");
    }

    private void begin() {
        scene.loop.switchOver(Duration.ofSeconds(5), result);
        scene.thread.run();
    }

    private void held() {
        scene.loop.viewed("the only loop", scene.view().version(), 1);
    }

    private void assertFailed(String message) {
        assertThatThrownBy(result::join)
                .cause()
                .isInstanceOf(SwitchOverException.class)
                .hasMessage(message);
    }
}
