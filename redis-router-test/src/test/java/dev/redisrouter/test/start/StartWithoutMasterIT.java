package dev.redisrouter.test.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.Aside;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** By option a router starts before its deployment, holds what it is told, and serves when the deployment appears. */
class StartWithoutMasterIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void holdsUntilTheDeploymentAppears() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(1).start()) {
            lab.sentinels().forEach(LabNode::kill);
            lab.nodes().forEach(LabNode::kill);
            try (RedisRouter router = RedisRouter.start(lab.routerConfig()
                            .failover(f -> f.startWithoutMaster(true).startTimeout(Duration.ofMillis(200))));
                    Jedis redis = new Jedis(router.host(), router.port(), 60_000)) {
                assertThat(router.topology().master()).isEmpty();
                assertThat(redis.ping()).isEqualTo("PONG");
                CompletableFuture<String> written = Aside.supply(() -> redis.set("key", "told before"));
                await().atMost(SOON).until(() -> router.metrics().gauge("redis.router.held") == 1);
                assertThat(written).isNotDone();

                lab.nodes().forEach(LabNode::restart);
                lab.sentinels().forEach(LabNode::restart);

                assertThat(written).succeedsWithin(SOON).isEqualTo("OK");
                assertThat(lab.master().command("GET", "key")).isEqualTo("told before");
                assertThat(router.topology().master()).contains(lab.master().address());
            }
        }
    }
}
