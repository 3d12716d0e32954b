package dev.redisrouter.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.benchmarks.failover.Scenario;
import dev.redisrouter.test.RedisLab;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Netty's leak detector watches every buffer of a router that clients of all kinds use while its master changes. */
@Tag("long")
class NothingLeaksIT {

    @Test
    @Timeout(300)
    void whateverClientsDoWhileTheMasterChanges() throws IOException, InterruptedException {
        try (RedisLab lab = RedisLab.builder().start();
                RouterJvm router = RouterJvm.start(lab.sentinelUri(), "paranoid")) {
            try (Traffic traffic = Traffic.start(router.port(), 1)) {
                changeTheMaster(lab, Scenario.KILL);
                changeTheMaster(lab, Scenario.PAUSE);
                traffic.awaitVisits();
            }
            assertThat(router.seesWhatIsLost())
                    .as("what was lost on purpose was reported")
                    .isTrue();
            assertThat(router.sample().value(Figure.LEAKS))
                    .as("places that leak, see the log")
                    .isZero();
        }
    }

    private static void changeTheMaster(RedisLab lab, Scenario how) throws InterruptedException {
        while (!Troubles.change(lab, how)) {
            // the Sentinels gave up; the test's time is the bound
        }
    }
}
