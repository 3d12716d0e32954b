package dev.redisrouter.examples.demo;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.RedisLabBuilder;
import redis.clients.jedis.Jedis;

/**
 * What the story plays on: real servers, and a router in front of them. Closing it ends all of them, and so does the end
 * of the JVM, as with Ctrl-C.
 */
final class Stage implements AutoCloseable {
    private final RedisLab lab;
    private final RedisRouter router;
    private final Thread atExit = new Thread(this::end, "demo-closes");

    /** Under this object's monitor. */
    private boolean ended;

    private Stage(RedisLab lab, RedisRouter router) {
        this.lab = lab;
        this.router = router;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a master with two replicas, three Sentinels and a router.
     *
     * @param fast cuts the timers of Sentinel to a tenth
     */
    static Stage open(boolean fast) {
        RedisLabBuilder servers = RedisLab.builder().replicas(2).sentinels(3);
        RedisLab lab = (fast ? servers : servers.sentinelTimers()).start();
        try {
            return new Stage(
                    lab,
                    RedisRouter.start(lab.routerConfig().failover(failover -> failover.replayIdempotentWrites(true))));
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    RedisLab lab() {
        return lab;
    }

    /** The node that calls itself master, which it is while there is no other. */
    LabNode master() {
        return lab.nodes().stream()
                .filter(node -> node.role().equals("master"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no node calls itself master: " + lab));
    }

    RedisRouter router() {
        return router;
    }

    /** What any client does: it connects to the endpoint as to one plain Redis. */
    Jedis connect() {
        return new Jedis(router.host(), router.port());
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The hook is what closes then, and finds nothing left to do.
            return;
        }
    }

    private synchronized void end() {
        if (!ended) {
            ended = true;
            try {
                router.close();
            } finally {
                lab.close();
            }
        }
    }
}
