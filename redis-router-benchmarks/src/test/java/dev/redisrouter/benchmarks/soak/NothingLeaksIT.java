package dev.redisrouter.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.benchmarks.failover.Scenario;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.RedisLabBuilder;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Netty's leak detector watches every buffer of a router that clients of all kinds use while its master changes. */
@Tag("long")
class NothingLeaksIT {

    @Test
    @Timeout(300)
    void whateverClientsDoWhileTheMasterChanges() throws IOException, InterruptedException {
        nothingLeaks(RedisLab.builder(), Transport.AUTO);
    }

    @Test
    @Timeout(300)
    void norWithTlsAndOverIoUringWhereItLoads() throws IOException, InterruptedException {
        nothingLeaks(RedisLab.builder().tls(), IoUring.isAvailable() ? Transport.IO_URING : Transport.AUTO);
    }

    private static void nothingLeaks(RedisLabBuilder servers, Transport transport)
            throws IOException, InterruptedException {
        try (RedisLab lab = servers.start();
                RouterJvm router = RouterJvm.start(lab, transport, "paranoid")) {
            try (Traffic traffic = Traffic.start(router.wayIn(), 1)) {
                changeTheMaster(lab, Scenario.KILL);
                changeTheMaster(lab, Scenario.PAUSE);
                long before = router.doorVisits();
                traffic.awaitVisits();
                await("another visit of the client without a socket")
                        .pollInSameThread()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> router.doorVisits() > before);
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
