package dev.redisrouter.test.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.Aside;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** By option nothing is written while most Sentinels are out of reach; what was to be written waits for them. */
class IsolationIT {

    @Test
    void writesWaitUntilMostSentinelsAnswerAgain() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig()
                        .sentinel(s -> s.timeout(Duration.ofMillis(300)))
                        .failover(f -> f.isolationTimeout(Duration.ofMillis(500))));
                Jedis writes = new Jedis(router.host(), router.port(), 60_000);
                Jedis reads = new Jedis(router.host(), router.port(), 60_000)) {
            writes.set("key", "before");
            List<LabNode> most = lab.sentinels().subList(0, 2);
            most.forEach(LabNode::pause);
            await().atMost(Told.SOON).until(() -> router.topology().master().isEmpty());

            CompletableFuture<String> written = Aside.supply(() -> writes.set("key", "after"));
            await().atMost(Told.SOON).until(() -> router.metrics().gauge("redis.router.held") == 1);
            assertThat(reads.get("key")).isEqualTo("before");
            assertThat(written).isNotDone();

            most.forEach(LabNode::resume);
            assertThat(written).succeedsWithin(Told.SOON).isEqualTo("OK");
            assertThat(lab.master().command("GET", "key")).isEqualTo("after");
        }
    }
}
