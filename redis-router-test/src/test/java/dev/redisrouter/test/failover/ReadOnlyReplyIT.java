package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A write that a node refuses because it is no master any more is carried to the one that is: the client sees no error. */
class ReadOnlyReplyIT {

    @Test
    void isNeverShownToTheClient() {
        // Without Sentinels and with rare probes, only the refused write itself can tell the router that its view is
        // old.
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start();
                RedisRouter router =
                        RedisRouter.start(lab.routerConfig().health(h -> h.probeInterval(Duration.ofMinutes(10))));
                Jedis redis = new Jedis(router.host(), router.port(), 20_000)) {
            LabNode old = lab.master();
            LabNode next = lab.replicas().get(0);
            redis.set("before", "1");
            awaitTheLastProbeOfTheStart(router);

            next.command("REPLICAOF", "NO", "ONE");
            old.command("REPLICAOF", next.host(), Integer.toString(next.port()));
            assertThat(router.topology().master()).contains(old.address());

            assertThat(redis.set("plain", "2")).isEqualTo("OK");
            assertThat(next.command("GET", "plain")).isEqualTo("2");
            assertThat(router.topology().master()).contains(next.address());
            assertThat(router.metrics().counter("redis.router.errors")).isZero();
            assertThat(router.metrics().counter("redis.router.replays")).isPositive();
        }
    }

    @Test
    void norOneInsideAScriptOrAPipeline() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start();
                RedisRouter router =
                        RedisRouter.start(lab.routerConfig().health(h -> h.probeInterval(Duration.ofMinutes(10))));
                Jedis redis = new Jedis(router.host(), router.port(), 20_000)) {
            LabNode old = lab.master();
            LabNode next = lab.replicas().get(0);
            redis.set("before", "1");
            awaitTheLastProbeOfTheStart(router);

            next.command("REPLICAOF", "NO", "ONE");
            old.command("REPLICAOF", next.host(), Integer.toString(next.port()));

            try (var pipeline = redis.pipelined()) {
                for (int i = 0; i < 100; i++) {
                    pipeline.rpush("list", Integer.toString(i));
                }
                assertThat(pipeline.syncAndReturnAll()).doesNotHaveAnyElementsOfTypes(Exception.class);
            }
            assertThat(redis.lrange("list", 0, -1)).containsExactlyElementsOf(numbers(100));

            old.command("REPLICAOF", "NO", "ONE");
            next.command("REPLICAOF", old.host(), Integer.toString(old.port()));
            assertThat(redis.eval("return redis.call('SET', KEYS[1], ARGV[1])", List.of("script"), List.of("3")))
                    .isEqualTo("OK");
            assertThat(old.command("GET", "script")).isEqualTo("3");
        }
    }

    /** One round of probes follows the first master closely; the next is as far away as the test says. */
    private static void awaitTheLastProbeOfTheStart(RedisRouter router) {
        AtomicLong seen = new AtomicLong();
        await().during(Duration.ofMillis(200)).until(() -> {
            long probes = router.metrics().counter("redis.router.probes");
            return seen.getAndSet(probes) == probes;
        });
    }

    private static List<String> numbers(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .toList();
    }
}
