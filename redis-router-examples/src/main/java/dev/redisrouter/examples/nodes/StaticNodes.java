package dev.redisrouter.examples.nodes;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.examples.Servers;
import redis.clients.jedis.Jedis;

/**
 * A fixed list of nodes, told apart by their answer to {@code ROLE}, for managed services and set-ups without Sentinel.
 * Nobody numbers failovers here: while two nodes call themselves master, writes wait until one gives way.
 */
public final class StaticNodes {
    private StaticNodes() {}

    public static void main(String... args) {
        try (Servers servers = Servers.withoutSentinels(args);
                RedisRouter router = RedisRouter.start(servers.config());
                Jedis redis = new Jedis(router.host(), router.port())) {

            System.out.println("source: " + servers.config().source());
            System.out.println("master: " + router.topology().master().orElseThrow());
            redis.set("hello", "world");
            System.out.println("get: " + redis.get("hello"));
        }
    }
}
