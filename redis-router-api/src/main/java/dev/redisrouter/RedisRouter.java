package dev.redisrouter;

import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.error.SwitchOverException;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.Topology;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;

/**
 * A running router: a RESP endpoint for any client, and the same router as a Lettuce connection.
 *
 * <pre>{@code
 * try (RedisRouter router = RedisRouter.start(RouterConfig.of("redis-sentinel://h1:26379,h2:26379#mymaster"))) {
 *     new Jedis(router.host(), router.port()).set("hello", "world"); // the endpoint, for any client
 *     router.connect().sync().get("hello");                          // the programmatic door, no socket
 * }
 * }</pre>
 *
 * <p>All methods are safe to call from any thread.
 */
public interface RedisRouter extends AutoCloseable {

    /**
     * Starts a router and returns when its endpoint accepts connections and a master is in use.
     *
     * @throws ConfigurationException when {@code config} cannot be fulfilled, such as a port that is taken
     * @throws RouterStartException when no master could be found within {@link
     *     dev.redisrouter.config.FailoverConfig#startTimeout()}; its message says who was asked and what each answered
     */
    static RedisRouter start(RouterConfig config) {
        return ServiceLoader.load(RouterProvider.class, RouterProvider.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new RouterStartException(
                        "no RouterProvider on the class path (expected: redis-router-core beside redis-router-api)"))
                .start(config);
    }

    /** The address that the endpoint is bound to, as configured in {@code endpoint.host}. */
    String host();

    /**
     * The port that the endpoint is bound to; the one chosen by the system when {@code endpoint.port} is 0. Itself 0 when
     * the endpoint is not enabled, or listens on its Unix socket alone.
     */
    int port();

    /**
     * Opens a connection through the router without a socket. Lettuce's own contract holds for it: thread-safe, to be
     * shared, and its callbacks run on an event loop that must not be blocked.
     *
     * @throws IllegalStateException when the router is closed
     */
    default StatefulRedisConnection<String, String> connect() {
        return connect(StringCodec.UTF8);
    }

    /**
     * Opens a connection through the router without a socket, with a codec of the caller's.
     *
     * @throws IllegalStateException when the router is closed
     */
    <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec);

    /**
     * Opens a connection for subscriptions through the router without a socket. It follows the master; what is published
     * during a failover, and before the new master is told, is missed, as {@code PUBLISH} promises no more.
     *
     * @throws IllegalStateException when the router is closed
     */
    default StatefulRedisPubSubConnection<String, String> connectPubSub() {
        return connectPubSub(StringCodec.UTF8);
    }

    /**
     * Opens a connection for subscriptions through the router without a socket, with a codec of the caller's.
     *
     * @throws IllegalStateException when the router is closed
     */
    <K, V> StatefulRedisPubSubConnection<K, V> connectPubSub(RedisCodec<K, V> codec);

    /**
     * Changes the master without a fault and without losing a write: holds the commands for the master, waits until every fit
     * replica has all that was written, has the Sentinels fail over, and goes on with the new master. Reads go on meanwhile. Clients
     * see a pause of about the time that Sentinel needs, some tenths of a second.
     *
     * <p>Other routers of the same deployment hold their writes only from the moment on when a Sentinel has chosen the next
     * master, as with {@code SENTINEL FAILOVER} by hand.
     *
     * @param timeout how long all of it may take, 1 ms to a day; when it is over the old master is used again, if it is still
     *     the master
     * @return completes on a thread of the router's with the new master, or with a {@link SwitchOverException}: also when no
     *     master is in use, another switch-over is under way, or the source of the topology cannot be told to change the master
     */
    CompletionStage<NodeAddress> switchOver(Duration timeout);

    /** What the router knows of the nodes now. */
    Topology topology();

    /** How the last changes of the master went, oldest first; 16 at the most. */
    List<FailoverTimeline> failovers();

    /** What the router has counted since its start. */
    MetricsSnapshot metrics();

    /** Adds a listener, which hears every event from now on. Adding one twice makes it hear twice. */
    void addListener(RouterListener listener);

    /** Removes one registration of a listener; no effect when there is none. */
    void removeListener(RouterListener listener);

    /**
     * Closes the endpoint, the connections of {@link #connect}, and every connection to a node or Sentinel. Commands
     * in flight end with their connection. Returns when all threads of the router have ended; a second call does
     * nothing.
     */
    @Override
    void close();
}
