package dev.redisrouter.test.junit;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A lab and the router in front of it, which is started when somebody asks for it. Thread-safe. */
final class LabFixture {
    /** Longer than the router's own: the first start in a JVM loads its classes, often beside other builds. */
    private static final Duration ROUTER_START = Duration.ofSeconds(30);

    private final RedisLab lab;
    private final UnaryOperator<RouterConfig> configuration;

    /** Under this object's monitor. */
    private @Nullable RedisRouter router;

    LabFixture(RedisLab lab, UnaryOperator<RouterConfig> configuration) {
        this.lab = lab;
        this.configuration = configuration;
    }

    RedisLab lab() {
        return lab;
    }

    synchronized RedisRouter router() {
        if (router == null) {
            RouterConfig patient = lab.routerConfig().failover(failover -> failover.startTimeout(ROUTER_START));
            router = RedisRouter.start(configuration.apply(patient));
        }
        return router;
    }

    /** Undoes what the test before has done to the servers, and to the data if {@code flush}. */
    void prepare(boolean flush) {
        lab.heal();
        if (flush) {
            lab.flush();
        }
    }

    /** The router first: with the servers gone it would report failures that are none. */
    synchronized void close() {
        try {
            if (router != null) {
                router.close();
            }
        } finally {
            lab.close();
        }
    }
}
