package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Nodes of a fixed list are told apart by what they say of themselves, in whatever order they are listed. */
class StaticNodesIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void areToldApartByTheirRole() {
        try (RedisLab lab = RedisLab.builder().replicas(2).sentinels(0).start()) {
            List<LabNode> nodes = lab.nodes();
            try (RedisRouter router = RedisRouter.start(RouterConfig.ofNodes(
                            nodes.get(2).address().toString(),
                            nodes.get(0).address().toString(),
                            nodes.get(1).address().toString()));
                    Jedis redis = new Jedis(router.host(), router.port(), 20_000)) {
                assertThat(router.topology().master()).contains(nodes.get(0).address());
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(router.topology().replicas())
                                .extracting(NodeInfo::role, NodeInfo::state)
                                .hasSize(2)
                                .containsOnly(tuple(Role.REPLICA, NodeState.UP)));

                redis.set("key", "value");
                assertThat(nodes.get(0).command("GET", "key")).isEqualTo("value");
                Set<String> served = new HashSet<>();
                await().atMost(SOON).until(() -> {
                    served.add(redis.info("replication").replaceAll("(?s).*role:(\\w+).*", "$1"));
                    return served.size() == 2;
                });
                assertThat(served).containsExactlyInAnyOrder("master", "slave");
            }
        }
    }
}
