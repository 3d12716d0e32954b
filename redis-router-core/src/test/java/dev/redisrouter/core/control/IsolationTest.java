package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static dev.redisrouter.core.control.Scene.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.event.RouterEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A router that hears a minority of the Sentinels only stops to write after a while, if that is wanted, and goes on to read. */
class IsolationTest {
    private static final Duration BOUND = Duration.ofMillis(800);

    @Test
    void stopsWritesAfterTheTimeAndNotBefore() {
        Scene scene = under(true);
        scene.loop.lost("s1", "cut");
        scene.pass(Duration.ofSeconds(5));
        assertThat(scene.master()).contains(A);

        scene.loop.lost("s2", "cut");
        scene.pass(BOUND.minusMillis(10));
        assertThat(scene.master()).contains(A);
        scene.pass(Duration.ofMillis(20));
        assertThat(scene.master()).isEmpty();
        assertThat(scene.readers()).containsExactlyInAnyOrder(B, C);
        assertThat(scene.told(RouterEvent.MasterLost.class))
                .containsExactly(
                        "master-lost node=10.0.0.1:6379 reason=\"most of the sources have been out of reach for"
                                + " 800 ms, and may know another master\"");
    }

    @Test
    void goesOnAsSoonAsMostCanBeHeardAgain() {
        Scene scene = under(true);
        scene.loop.lost("s1", "cut");
        scene.loop.lost("s2", "cut");
        scene.pass(Duration.ofSeconds(3));
        scene.loop.connected("s2");
        scene.thread.run();
        assertThat(scene.master()).contains(A);

        scene.loop.lost("s2", "cut");
        scene.pass(Duration.ofMillis(500));
        scene.loop.connected("s2");
        scene.loop.lost("s2", "cut");
        scene.pass(Duration.ofMillis(500));
        assertThat(scene.master()).contains(A);
    }

    @Test
    void aSentinelThatWasNeverHeardCountsAsOutOfReach() {
        Scene scene = under(true);
        scene.loop.lost("s4", "never there");
        scene.loop.lost("s5", "never there");
        scene.pass(Duration.ofSeconds(3));
        assertThat(scene.master()).contains(A);
        scene.loop.lost("s3", "cut");
        scene.pass(Duration.ofSeconds(3));
        assertThat(scene.master()).isEmpty();
    }

    @Test
    void byDefaultTheLastViewIsGoodForEver() {
        Scene scene = under(false);
        scene.loop.lost("s1", "cut");
        scene.loop.lost("s2", "cut");
        scene.loop.lost("s3", "cut");
        scene.pass(Duration.ofHours(1));
        assertThat(scene.master()).contains(A);
    }

    private static Scene under(boolean bounded) {
        RouterConfig config = RouterConfig.of("redis-sentinel://s1,s2,s3#mymaster");
        Scene scene = new Scene(bounded ? config.failover(f -> f.isolationTimeout(BOUND)) : config);
        scene.claim("s1", A, 1);
        scene.claim("s2", A, 1);
        scene.claim("s3", A, 1);
        scene.pass(Duration.ofMillis(300));
        scene.events.clear();
        return scene;
    }
}
