package dev.redisrouter.examples.lettuce;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.examples.Servers;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;

/** The whole typed API of Lettuce, in its three styles, on a connection that needs no socket. */
public final class LettuceDoor {
    private LettuceDoor() {}

    public static void main(String... args) throws Exception {
        try (Servers servers = Servers.withSentinels(args);
                RedisRouter router = RedisRouter.start(servers.config());
                // One for the whole application: it is thread-safe, and pipelines by itself.
                StatefulRedisConnection<String, String> redis = router.connect()) {

            redis.sync().set("hello", "world");
            System.out.println("sync: " + redis.sync().get("hello"));

            // Callbacks run on an event loop of the router: hand work that blocks to a thread of your own.
            String async = redis.async()
                    .get("hello")
                    .thenApply(value -> value + "!")
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
            System.out.println("async: " + async);

            List<Long> counts = Flux.range(0, 3)
                    .concatMap(i -> redis.reactive().incr("visits"))
                    .collectList()
                    .block();
            System.out.println("reactive: " + counts.size() + " visits counted");
        }
    }
}
