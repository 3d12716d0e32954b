package dev.redisrouter.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.benchmarks.failover.Scenario;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.test.RedisLab;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Netty's leak detector watches every buffer of a router that clients of all kinds use while its master changes. */
@Tag("long")
class NothingLeaksIT {

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "IO_URING"})
    @Timeout(300)
    void whateverClientsDoWhileTheMasterChanges(Transport transport) throws IOException, InterruptedException {
        assumeTrue(
                transport != Transport.IO_URING || IoUring.isAvailable(), "io_uring does not load, or is not allowed");
        try (RedisLab lab = RedisLab.builder().start();
                RouterJvm router = RouterJvm.start(lab.sentinelUri(), transport, "paranoid")) {
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
