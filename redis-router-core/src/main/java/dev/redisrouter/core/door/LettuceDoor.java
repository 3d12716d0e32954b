package dev.redisrouter.core.door;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives Lettuce connections that end in the router, without a socket.
 *
 * <p>A connection is Lettuce's own, and its contract holds: thread-safe, meant to be shared, a command times out after
 * 60 s unless {@code connection.setTimeout} says otherwise. What to know beyond that:
 *
 * <ul>
 *   <li>It lives on one of the router's event loops, the next one for each {@link #connect}, and its callbacks
 *       ({@code thenAccept}, reactive operators) run there. A callback that blocks stops every client of that loop, and
 *       one that makes a synchronous call waits for itself until that call times out. Hand such work to another
 *       executor ({@code thenAcceptAsync}, {@code publishOn}).
 *   <li>When the router closes the connection, for example after {@code CLIENT KILL}, it is opened again at once.
 *       Commands without a reply by then fail with {@link io.lettuce.core.RedisConnectionException} and are not sent
 *       twice; later ones wait for the new connection.
 *   <li>A connection takes 1,000,000 commands that are not answered yet, and refuses more.
 * </ul>
 *
 * <p>Costs nothing before the first {@link #connect}; from then on one timer thread, {@code redis-router-door-timer}.
 * Thread-safe.
 */
public final class LettuceDoor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LettuceDoor.class);
    private static final long CLOSE_TIMEOUT_MILLIS = 5_000;

    private sealed interface State {}

    /** Nobody has connected yet. */
    private record Unused() implements State {}

    private record Open(OpenDoor door) implements State {}

    private record Closed() implements State {}

    private final EventLoopGroup loops;
    private final Consumer<Channel> accept;

    /** Closes at once what is added to it after its own close, so that no connection slips through. */
    private final ChannelGroup serverEnds =
            new DefaultChannelGroup("redis-router-door", ImmediateEventExecutor.INSTANCE, true);

    /** Guarded by this. */
    private State state = new Unused();

    /**
     * @param loops the router's event loops, which stay the caller's: close the door before shutting them down
     * @param accept prepares the pipeline of a connection's server end, as a {@code ChannelInitializer} does for an
     *     accepted socket: called on the event loop before the channel becomes active. When it throws or closes the
     *     channel, {@link #connect} fails
     */
    public LettuceDoor(EventLoopGroup loops, Consumer<Channel> accept) {
        this.loops = loops;
        this.accept = accept;
    }

    /**
     * Opens a connection and returns when its handshake is done.
     *
     * @throws IllegalStateException when the door is closed, or on one of the router's event loops, which would wait
     *     for itself
     * @throws io.lettuce.core.RedisConnectionException when the router refuses the connection
     */
    public <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec) {
        return opened(client -> client.connect(codec));
    }

    /** As {@link #connect}, for subscriptions. */
    public <K, V> StatefulRedisPubSubConnection<K, V> connectPubSub(RedisCodec<K, V> codec) {
        return opened(client -> client.connectPubSub(codec));
    }

    private <C extends StatefulConnection<?, ?>> C opened(Function<InProcessClient, C> connect) {
        if (onEventLoop()) {
            throw new IllegalStateException(
                    "connect() on " + Thread.currentThread().getName()
                            + ", an event loop of the router (expected: a thread that may wait)");
        }
        OpenDoor door = open();
        C connection;
        try {
            connection = connect.apply(door.client());
        } catch (RuntimeException e) {
            throw isClosed() ? closedException(e) : e;
        }
        if (isClosed()) {
            connection.closeAsync();
            throw closedException(null);
        }
        return connection;
    }

    /** Connections that are open now. */
    public int connections() {
        return serverEnds.size();
    }

    /**
     * Closes every connection for good; commands without a reply fail. Waits until both ends of all of them are closed,
     * 5 s at the most; on an event loop it does not wait. A second call does nothing.
     */
    @Override
    public void close() {
        OpenDoor door;
        synchronized (this) {
            door = state instanceof Open open ? open.door() : null;
            state = new Closed();
        }
        if (door == null) {
            return;
        }
        Future<Void> clientEndsClosed = door.closeConnections();
        Future<Void> serverEndsClosed = serverEnds.close();
        if (!onEventLoop()) {
            await(clientEndsClosed);
            await(serverEndsClosed);
        }
        door.release();
    }

    private synchronized OpenDoor open() {
        if (state instanceof Closed) {
            throw closedException(null);
        }
        if (state instanceof Open open) {
            return open.door();
        }
        OpenDoor door = OpenDoor.create(loops, this::acceptServerEnd);
        state = new Open(door);
        return door;
    }

    private synchronized boolean isClosed() {
        return state instanceof Closed;
    }

    private void acceptServerEnd(Channel channel) {
        serverEnds.add(channel);
        accept.accept(channel);
    }

    private boolean onEventLoop() {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    private void await(Future<Void> closed) {
        try {
            closed.get(CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            log.warn("event=door-close-incomplete connections={} cause=\"{}\"", connections(), e.toString());
        }
    }

    private static IllegalStateException closedException(@Nullable Throwable cause) {
        return new IllegalStateException("connect() on a router that is closed", cause);
    }
}
