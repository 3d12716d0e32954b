package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** While no master is in use the replicas go on serving reads: of any key, or of those that nobody has just written. */
class ReadsDuringFailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(ReadsDuringFailoverIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Long enough for reads that were under way on the master to be given to another node, and no more. */
    private static final Duration PAUSE_AT_MOST = Duration.ofMillis(1_200);

    @ParameterizedTest
    @EnumSource(names = {"EVENTUAL", "READ_YOUR_WRITES"})
    void goOn(Consistency consistency) {
        try (RedisLab lab = RedisLab.builder().downAfter(Duration.ofSeconds(2)).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig().reads(r -> r.consistency(consistency)))) {
            var redis = router.connect().sync();
            redis.set("key", "written long before");
            assertThat(redis.waitForReplication(2, SOON.toMillis())).isEqualTo(2);
            LabNode old = lab.master();

            try (Reader reader = Reader.start(router, "key")) {
                await().atMost(SOON).until(() -> reader.answers().size() > 100);
                old.pause();
                await().atMost(SOON).until(() -> router.topology().master().isEmpty());
                long lost = System.nanoTime();
                await().atMost(SOON).until(() -> router.topology().master().isPresent());
                long found = System.nanoTime();
                await().atMost(SOON).until(() -> reader.answersAfter(found) > 100);

                LOG.info(
                        "{}: {} reads within {} ms without a master, slowest {} ms",
                        consistency,
                        reader.answersAfter(lost) - reader.answersAfter(found),
                        (found - lost) / 1_000_000,
                        reader.slowest().toMillis());
                assertThat(reader.answersAfter(lost) - reader.answersAfter(found))
                        .isGreaterThan(100);
                assertThat(reader.slowest()).isLessThan(PAUSE_AT_MOST);
                assertThat(reader.answers()).containsOnly("written long before");
            }
            assertThat(router.topology().master())
                    .isNotEqualTo(Optional.of(old.address()))
                    .isPresent();
            assertThat(List.of(router.metrics().counter("redis.router.errors"))).containsExactly(0L);
        }
    }
}
