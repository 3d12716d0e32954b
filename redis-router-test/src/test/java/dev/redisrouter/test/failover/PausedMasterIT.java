package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A master that hangs, with its connections open, costs no more than one that dies. */
class PausedMasterIT {
    private static final Logger LOG = LoggerFactory.getLogger(PausedMasterIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isReplacedWhileClientsWrite(boolean replayIdempotentWrites) {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(
                        lab.routerConfig().failover(f -> f.replayIdempotentWrites(replayIdempotentWrites)));
                Writers writers = Writers.start(router)) {
            LabNode old = lab.master();

            long paused = System.nanoTime();
            old.pause();
            writers.awaitMore();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            LOG.info(
                    "paused: first write after {} ms",
                    writers.untilFirstAfterSilence(paused).toMillis());
            old.resume();
            lab.awaitSettled(SOON);
            writers.close();

            assertThat(router.topology().master()).contains(promoted.address());
            assertThat(writers.missingOn(promoted)).isEmpty();
            assertThat(writers.errors()).allMatch(error -> error.startsWith("UNCERTAIN "));
            assertThat(writers.errorCounts()).allMatch(count -> count <= (replayIdempotentWrites ? 0 : 1));
        }
    }
}
