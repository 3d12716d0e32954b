package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code SENTINEL FAILOVER}, there and back and there again: no acknowledged write is lost, although the old master takes
 * writes until the very end.
 */
class PlannedFailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedFailoverIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TIMES = 3;

    @Test
    void losesNothing() {
        try (RedisLab lab = RedisLab.builder().replicas(1).start();
                RedisRouter router =
                        RedisRouter.start(lab.routerConfig().failover(f -> f.replayIdempotentWrites(true)));
                Writers writers = Writers.start(router)) {
            LabNode first = lab.master();

            for (int time = 0; time < TIMES; time++) {
                LabNode old = lab.master();
                long asked = System.nanoTime();
                lab.triggerFailover();
                lab.awaitMasterOtherThan(old, SOON);
                writers.awaitMore();
                LOG.info(
                        "asked: first write after {} ms",
                        writers.untilFirstAfterSilence(asked).toMillis());
                lab.awaitSettled(SOON);
                assertThat(writers.missingOn(lab.master())).isEmpty();
            }
            writers.close();

            assertThat(lab.master()).isNotSameAs(first);
            assertThat(router.topology().master()).contains(lab.master().address());
            assertThat(writers.missingOn(lab.master())).isEmpty();
            assertThat(writers.errors()).isEmpty();
            assertThat(router.metrics().counter("redis.router.failovers")).isEqualTo(TIMES);
        }
    }
}
