package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static dev.redisrouter.core.control.Scene.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.node.Node;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The replicas of the view say up to when they are fresh, and never more than they can know. */
class FreshnessInTheViewTest {
    private final Scene scene = Scene.underSentinel();

    @Test
    void aReplicaThatKeepsUpIsFreshUpToTheLastRound() {
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.thread.nanos() - scene.node(B).freshUpTo())
                .isLessThanOrEqualTo(Duration.ofMillis(110).toNanos());
    }

    @Test
    void aReplicaThatLagsStaysWhereItWas() {
        scene.pass(Duration.ofSeconds(1));
        long before = scene.node(B).freshUpTo();
        scene.nodes.at(A).master("h1", 200);
        scene.pass(Duration.ofSeconds(1));

        assertThat(scene.node(B).freshUpTo())
                .isBetween(before, before + Duration.ofMillis(110).toNanos());
    }

    @Test
    void aSwitchOfMasterResetsEveryReplica() {
        Node replica = scene.node(B);
        assertThat(replica.freshUpTo()).isPositive();
        scene.nodes.at(A).replicaOf(C, "h2", 100);
        scene.nodes.at(C).master("h2", 100);
        scene.claim("s1", C, 2);
        scene.pass(Duration.ofMillis(20));

        assertThat(scene.master()).contains(C);
        assertThat(replica.freshUpTo()).isZero();
    }

    @Test
    void aDoubtTakesFreshnessBackUntilTheNodeHasAnsweredAgain() {
        Node replica = scene.node(B);
        scene.loop.feedback().doubt(replica, "connection lost");
        assertThat(replica.freshUpTo()).isZero();

        scene.pass(Duration.ofMillis(200));
        assertThat(replica.freshUpTo()).isPositive();
    }

    @Test
    void aDoubtProbesTheNodeAndAsksTheSource() {
        scene.nodes.asked.clear();
        int before = scene.refreshes;
        scene.loop.feedback().doubt(scene.node(B), "READONLY");
        scene.thread.run();

        assertThat(scene.nodes.asked).contains(B);
        assertThat(scene.refreshes).isEqualTo(before + 1);
    }
}
