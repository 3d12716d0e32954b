package dev.redisrouter.examples.jedis;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.examples.Servers;
import java.util.List;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/** Jedis, with its pool, as against one plain Redis: all it is told is a host and a port. */
public final class JedisThroughEndpoint {
    private JedisThroughEndpoint() {}

    public static void main(String... args) {
        try (Servers servers = Servers.withSentinels(args);
                RedisRouter router = RedisRouter.start(servers.config());
                RedisClient redis = RedisClient.create(router.host(), router.port())) {

            redis.set("hello", "world");
            System.out.println("get: " + redis.get("hello"));

            // A pipeline is one round trip; its reads are spread like any others.
            try (Pipeline pipeline = redis.pipelined()) {
                pipeline.del("list");
                pipeline.rpush("list", "a", "b", "c");
                Response<List<String>> list = pipeline.lrange("list", 0, -1);
                pipeline.sync();
                System.out.println("pipeline: " + list.get());
            }

            // A transaction runs on the master as a whole.
            try (AbstractTransaction transaction = redis.multi()) {
                transaction.set("counter", "41");
                transaction.incr("counter");
                System.out.println("transaction: " + transaction.exec());
            }
        }
    }
}
