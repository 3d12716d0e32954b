package dev.redisrouter.examples.routing;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.examples.Servers;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.topology.NodeAddress;
import redis.clients.jedis.Jedis;

/** {@code GET} always on the master, other reads on any node, and a command that nobody may use. */
public final class MasterOnlyCommands {
    private static final int TIMES = 3_000;

    private MasterOnlyCommands() {}

    public static void main(String... args) {
        try (Servers servers = Servers.withSentinels(args)) {
            RouterConfig config = servers.config()
                    .commands(commands -> commands.masterOnly("GET").refuse("KEYS"));
            try (RedisRouter router = RedisRouter.start(config);
                    Jedis redis = new Jedis(router.host(), router.port())) {
                MetricsSnapshot before = router.metrics();
                for (int i = 0; i < TIMES; i++) {
                    redis.get("hello");
                }
                print("GET", router, before);

                before = router.metrics();
                for (int i = 0; i < TIMES; i++) {
                    redis.strlen("hello");
                }
                print("STRLEN", router, before);

                try {
                    redis.keys("*");
                } catch (RuntimeException e) {
                    System.out.println("KEYS: " + e.getMessage());
                }
            }
        }
    }

    private static void print(String command, RedisRouter router, MetricsSnapshot before) {
        NodeAddress master = router.topology().master().orElseThrow();
        long onMaster = count(router.metrics(), master) - count(before, master);
        System.out.println(command + ": " + onMaster + " of " + TIMES + " on the master");
    }

    private static long count(MetricsSnapshot metrics, NodeAddress node) {
        return metrics.counter(RouterMetric.COMMANDS, "node", node.toString());
    }
}
