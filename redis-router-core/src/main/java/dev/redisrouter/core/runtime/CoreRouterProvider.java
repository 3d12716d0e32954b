package dev.redisrouter.core.runtime;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.RouterProvider;

/** How {@link RedisRouter#start} finds this implementation. */
public final class CoreRouterProvider implements RouterProvider {
    @Override
    public RedisRouter start(RouterConfig config) {
        return RouterAssembly.start(config);
    }
}
