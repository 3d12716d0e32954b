package dev.redisrouter.examples.springboot;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The router as a bean, which listens where {@code spring.data.redis} says that Redis is. */
@Configuration(proxyBeanMethods = false)
class RouterConfiguration {

    @Bean
    RedisRouter redisRouter(
            @Value("${redis-router.uri}") String uri,
            @Value("${spring.data.redis.host}") String host,
            @Value("${spring.data.redis.port}") int port) {
        return RedisRouter.start(
                RouterConfig.of(uri).endpoint(endpoint -> endpoint.host(host).port(port)));
    }

    /** It is there before the first connection is made, and until the last is closed. */
    @Bean
    static BeanFactoryPostProcessor connectionsNeedTheRouter() {
        return beans -> {
            for (String name : beans.getBeanNamesForType(RedisConnectionFactory.class, true, false)) {
                beans.getBeanDefinition(name).setDependsOn("redisRouter");
            }
        };
    }
}
