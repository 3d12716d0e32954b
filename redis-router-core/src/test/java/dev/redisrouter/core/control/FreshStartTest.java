package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.event.RouterEvent;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deployment that was set up anew is followed, though its epochs begin again; a mere lie about the past is not. */
class FreshStartTest {
    private final Scene scene = Scene.underSentinel();

    @BeforeEach
    void inEpochFourBIsTheMaster() {
        scene.nodes.at(B).master("h2", 120);
        scene.nodes.at(A).replicaOf(B, "h2", 120);
        scene.claim("s1", B, 4);
        scene.claim("s2", B, 4);
        scene.claim("s3", B, 4);
        scene.pass(Duration.ofMillis(200));
        assertThat(scene.master()).contains(B);
    }

    @Test
    void whenAllAgreeOnAnotherMasterAndTheOldOneIsNoneItIsFollowed() {
        scene.nodes.at(A).master("h9", 0);
        scene.nodes.at(B).replicaOf(A, "h9", 0);
        allNameAInEpochZero();
        scene.pass(Duration.ofSeconds(2));
        assertThat(scene.master()).isEmpty();

        scene.pass(Duration.ofSeconds(2));
        assertThat(scene.master()).contains(A);
        assertThat(scene.told(RouterEvent.SourceReported.class))
                .last()
                .asString()
                .contains("the deployment was set up anew: master 10.0.0.1:6379 in epoch 0");
    }

    @Test
    void whileTheOldMasterWorksItIsKept() {
        scene.nodes.at(A).master("h9", 0);
        allNameAInEpochZero();
        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.master()).contains(B);
    }

    @Test
    void everyLossOfTheOldMasterIsWaitedOutAnew() {
        scene.nodes.at(A).master("h9", 0);
        allNameAInEpochZero();
        for (int blink = 0; blink < 3; blink++) {
            scene.nodes.at(B).dies();
            scene.pass(Duration.ofSeconds(2));
            scene.nodes.at(B).returns();
            scene.pass(Duration.ofSeconds(2));
        }

        assertThat(scene.master()).contains(B);
        assertThat(scene.told(RouterEvent.SourceReported.class)).isEmpty();
    }

    @Test
    void whileTheNewOneIsNoMasterNothingIsFollowed() {
        scene.nodes.at(B).dies();
        allNameAInEpochZero();
        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.master()).isEmpty();
    }

    @Test
    void whileOneSentinelStandsByTheOldEpochNothingIsFollowed() {
        scene.nodes.at(A).master("h9", 0);
        scene.nodes.at(B).dies();
        scene.claim("s1", A, 0);
        scene.claim("s2", A, 0);
        scene.pass(Duration.ofSeconds(30));

        assertThat(scene.master()).isEmpty();
    }

    private void allNameAInEpochZero() {
        scene.claim("s1", A, 0);
        scene.claim("s2", A, 0);
        scene.claim("s3", A, 0);
    }
}
