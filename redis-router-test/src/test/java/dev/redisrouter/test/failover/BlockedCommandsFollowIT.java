package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.Aside;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/** Who waits for an element while the master changes gets the one that comes on the new master. */
class BlockedCommandsFollowIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"pause", "kill", "switch over"})
    void theMaster(String how) throws Exception {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Jedis pops = new Jedis(router.host(), router.port(), 90_000);
                Jedis reads = new Jedis(router.host(), router.port(), 90_000);
                Jedis pushes = new Jedis(router.host(), router.port(), 90_000)) {
            LabNode old = lab.master();
            CompletableFuture<List<String>> popped = Aside.supply(() -> pops.blpop(0, "jobs"));
            RedisFuture<KeyValue<String, String>> popsByDoor =
                    router.connect().async().brpop(60, "tasks");
            CompletableFuture<List<Map.Entry<String, List<StreamEntry>>>> read = Aside.supply(
                    () -> reads.xread(XReadParams.xReadParams().block(0), Map.of("log", new StreamEntryID())));
            await().atMost(SOON).until(() -> old.info("blocked_clients").equals("3"));

            switch (how) {
                case "pause" -> old.pause();
                case "kill" -> old.kill();
                default -> lab.triggerFailover();
            }
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            await().atMost(SOON).until(() -> promoted.info("blocked_clients").equals("3"));
            assertThat(popped).isNotDone();

            pushes.lpush("jobs", "a job");
            pushes.lpush("tasks", "a task");
            pushes.xadd("log", StreamEntryID.NEW_ENTRY, Map.of("field", "value"));
            assertThat(popped.get(60, TimeUnit.SECONDS)).containsExactly("jobs", "a job");
            assertThat(popsByDoor.get(60, TimeUnit.SECONDS)).isEqualTo(KeyValue.just("tasks", "a task"));
            assertThat(read.get(60, TimeUnit.SECONDS))
                    .singleElement()
                    .satisfies(stream -> assertThat(stream.getValue()).hasSize(1));
        }
    }
}
