package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After many failovers a router has as many connections, threads, files and buffers as after the first ones, with clients of
 * every kind carried through all of them. {@code -Dredisrouter.test.failovers} says how many; 12 by default.
 */
@Tag("long")
class ManyFailoversIT {
    private static final Logger LOG = LoggerFactory.getLogger(ManyFailoversIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int TIMES = Integer.getInteger("redisrouter.test.failovers", 12);
    /** So many until every node has been the master, and pools have filled. */
    private static final int WARM = 4;

    private static final Path FILES = Path.of("/proc/self/fd");

    private record Footprint(int threads, long files, long connections, long directBytes) {}

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void leaveNothingBehind() throws Exception {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router =
                        RedisRouter.start(lab.routerConfig().failover(f -> f.replayIdempotentWrites(true)));
                Writers writers = Writers.start(router);
                StatefulRedisPubSubConnection<String, String> subscriber = router.connectPubSub()) {
            subscriber.sync().subscribe("news");
            StatefulRedisConnection<String, String> waits = router.connect();
            waits.setTimeout(Duration.ofHours(1));
            RedisFuture<KeyValue<String, String>> blocked = waits.async().blpop(0, "jobs");

            Footprint warm = null;
            for (int time = 1; time <= TIMES; time++) {
                LabNode old = lab.master();
                lab.triggerFailover();
                lab.awaitMasterOtherThan(old, SOON);
                lab.awaitSettled(SOON);
                writers.awaitMore();
                if (time == WARM) {
                    warm = atRest(router, lab);
                    LOG.info("after {} failovers: {}", time, warm);
                }
            }
            assertThat(warm).isNotNull();
            Footprint most = new Footprint(
                    warm.threads() + 2, warm.files() + 8, warm.connections() + 2, warm.directBytes() + 8 * 1024 * 1024);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(atRest(router, lab))
                            .satisfies(last -> assertThat(last.threads()).isLessThanOrEqualTo(most.threads()))
                            .satisfies(last -> assertThat(last.files()).isLessThanOrEqualTo(most.files()))
                            .satisfies(last -> assertThat(last.connections()).isLessThanOrEqualTo(most.connections()))
                            .satisfies(last -> assertThat(last.directBytes()).isLessThanOrEqualTo(most.directBytes())));
            LOG.info("after {} failovers: {}", TIMES, atRest(router, lab));

            router.connect().sync().lpush("jobs", "a job");
            assertThat(blocked.get()).isEqualTo(KeyValue.just("jobs", "a job"));
            writers.close();
            assertThat(writers.errors()).isEmpty();
            assertThat(writers.missingOn(lab.master())).isEmpty();
            assertThat(router.metrics().counter(RouterMetric.FAILOVERS)).isEqualTo(TIMES);
        }
    }

    private static Footprint atRest(RedisRouter router, RedisLab lab) {
        long connections = lab.nodes().stream()
                .mapToLong(node -> (long) router.metrics()
                        .gauge(RouterMetric.CONNECTIONS, "node", node.address().toString()))
                .sum();
        return new Footprint(
                Thread.getAllStackTraces().size(),
                files(),
                connections,
                ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory());
    }

    /** 0 where the system does not tell. */
    private static long files() {
        if (!Files.isDirectory(FILES)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(FILES)) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
