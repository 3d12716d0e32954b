package dev.redisrouter.examples;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.RedisLabBuilder;
import java.util.Optional;

/**
 * What an example runs on: the servers that its arguments name, or else some of its own, which end with it.
 *
 * @param config a router for them
 * @param own the servers that were started for the example
 */
public record Servers(RouterConfig config, Optional<RedisLab> own) implements AutoCloseable {

    /** Over the Sentinels of a URI such as {@code redis-sentinel://h1:26379,h2:26379#mymaster}, the first argument. */
    public static Servers withSentinels(String... args) {
        return args.length > 0
                ? new Servers(RouterConfig.of(args[0]), Optional.empty())
                : started(RedisLab.builder().replicas(2).sentinels(3));
    }

    /** Over nodes without Sentinel, each argument a {@code host:port}. */
    public static Servers withoutSentinels(String... args) {
        return args.length > 0
                ? new Servers(RouterConfig.ofNodes(args), Optional.empty())
                : started(RedisLab.builder().replicas(2).sentinels(0));
    }

    private static Servers started(RedisLabBuilder builder) {
        RedisLab lab = builder.start();
        return new Servers(lab.routerConfig(), Optional.of(lab));
    }

    @Override
    public void close() {
        own.ifPresent(RedisLab::close);
    }
}
