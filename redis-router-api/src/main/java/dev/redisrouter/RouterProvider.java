package dev.redisrouter;

/** Starts routers; found by {@link java.util.ServiceLoader}. Implemented by redis-router-core. */
public interface RouterProvider {
    RedisRouter start(RouterConfig config);
}
