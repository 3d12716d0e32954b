package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.FailoverTimeline.Step;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.SafeEncoder;

/** A failover leaves a timeline: as an event, in {@code router.failovers()}, in {@code ROUTER FAILOVERS} and as metrics. */
class FailoverTimelineIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void tellsEveryStepFromDoubtToTheReturnOfTheOldMaster() {
        List<FailoverTimeline> ended = new CopyOnWriteArrayList<>();
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Writers writers = Writers.start(router);
                Jedis jedis = new Jedis(router.host(), router.port(), 60_000)) {
            router.addListener(event -> {
                if (event instanceof RouterEvent.FailoverEnded end) {
                    ended.add(end.timeline());
                }
            });
            LabNode old = lab.master();
            old.pause();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            await().atMost(SOON).until(() -> !ended.isEmpty());
            writers.awaitMore();
            old.resume();
            await().atMost(SOON)
                    .until(() -> router.failovers().get(0).at(Step.OLD_DEMOTED).isPresent());

            assertThat(ended).singleElement().satisfies(failover -> {
                assertThat(failover.from()).isEqualTo(old.address());
                assertThat(failover.to()).isEqualTo(promoted.address());
                assertThat(Stream.of(Step.DOUBT, Step.HELD, Step.CHOSEN, Step.IN_USE, Step.FIRST_WRITE)
                                .map(failover::at)
                                .map(Optional::orElseThrow))
                        .isSorted();
                assertThat(failover.between(Step.IN_USE, Step.RELEASED).orElseThrow())
                        .isBetween(Duration.ZERO, Duration.ofSeconds(5));
            });
            assertThat(router.failovers()).hasSize(1);
            assertThat(router.metrics()
                            .timer(RouterMetric.FAILOVER_STEPS, "step", "first-write")
                            .count())
                    .isEqualTo(1);
            String told =
                    SafeEncoder.encode((byte[]) jedis.sendCommand(() -> SafeEncoder.encode("ROUTER"), "FAILOVERS"));
            assertThat(told)
                    .contains("from=" + old.address() + " to=" + promoted.address())
                    .contains(" first-write-ms=")
                    .contains(" old-demoted-ms=");
            assertThat(SafeEncoder.encode((byte[]) jedis.sendCommand(() -> SafeEncoder.encode("ROUTER"), "NODES"))
                            .lines())
                    .hasSize(3)
                    .anySatisfy(line ->
                            assertThat(line).startsWith("node=" + promoted.address() + " role=MASTER state=UP"));
        }
    }
}
