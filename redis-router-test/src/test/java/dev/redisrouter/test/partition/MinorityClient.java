package dev.redisrouter.test.partition;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * An application with a router in it, to be run on one of the hosts: sets one new key after the other until its input ends,
 * and prints a line for each, {@code ok KEY} or {@code KEY} behind the first word of the error.
 */
final class MinorityClient {
    private static final int PATIENCE_MILLIS = 60_000;

    private MinorityClient() {}

    /** @param args the URI of the Sentinels, and {@code durable} or {@code plain} */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        RouterConfig config = RouterConfig.of(args[0]);
        if (args[1].equals("durable")) {
            config = config.durability(d -> d.allWrites(true).majority().timeout(Duration.ofMillis(500)));
        }
        try (RedisRouter router = RedisRouter.start(config);
                Jedis jedis = new Jedis(router.host(), router.port(), PATIENCE_MILLIS)) {
            for (int i = 0; System.in.available() == 0; i++) {
                out.println(set(jedis, "key:" + i));
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
        out.println("end");
    }

    private static String set(Jedis jedis, String key) {
        try {
            return "OK".equals(jedis.set(key, "value")) ? "ok " + key : "unexpected " + key;
        } catch (JedisDataException e) {
            return String.valueOf(e.getMessage()).split(" ", 2)[0] + " " + key;
        }
    }
}
