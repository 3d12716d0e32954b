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

/** A master that is killed costs its clients time and nothing else: no error but for what was in flight, no lost write. */
class KilledMasterIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledMasterIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isReplacedWhileClientsWrite(boolean replayIdempotentWrites) {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(
                        lab.routerConfig().failover(f -> f.replayIdempotentWrites(replayIdempotentWrites)));
                Writers writers = Writers.start(router)) {
            LabNode old = lab.master();

            long killed = System.nanoTime();
            old.kill();
            writers.awaitMore();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            LOG.info(
                    "killed: first write after {} ms",
                    writers.untilFirstAfterSilence(killed).toMillis());
            writers.close();

            assertThat(router.topology().master()).contains(promoted.address());
            assertThat(writers.missingOn(promoted)).isEmpty();
            assertThat(writers.errors()).allMatch(error -> error.startsWith("UNCERTAIN "));
            assertThat(writers.errorCounts()).allMatch(count -> count <= (replayIdempotentWrites ? 0 : 1));
        }
    }
}
