package dev.redisrouter.test.failover;

import dev.redisrouter.RedisRouter;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** A client that sets one new key after the other, every few milliseconds, and keeps book. Thread-safe. */
public final class Writer implements AutoCloseable {
    /** Longer than any failover here: what a client waits for is the router's business. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final long PACE_MILLIS = 2;

    private final String name;
    private final Client client;
    private final ScheduledExecutorService thread;
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private int next;

    /** How a writer reaches the router; {@link #set} throws what the client library throws. */
    private interface Client extends AutoCloseable {
        void set(String key, String value);

        @Override
        void close();
    }

    /**
     * A write that was answered with OK.
     *
     * @param sent when it was given to the client library, by {@link System#nanoTime}
     */
    public record Acknowledged(String key, long sent, long answered) {}

    private Writer(String name, Client client) {
        this.name = name;
        this.client = client;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "writer-" + name));
        thread.scheduleWithFixedDelay(this::write, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Jedis through the endpoint. */
    public static Writer jedis(RedisRouter router) {
        Jedis jedis = new Jedis(router.host(), router.port(), Math.toIntExact(PATIENCE.toMillis()));
        return new Writer("jedis", new Client() {
            @Override
            public void set(String key, String value) {
                jedis.set(key, value);
            }

            @Override
            public void close() {
                jedis.close();
            }
        });
    }

    /** Lettuce through the programmatic door. */
    public static Writer lettuce(RedisRouter router) {
        StatefulRedisConnection<String, String> connection = router.connect();
        connection.setTimeout(PATIENCE);
        return new Writer("lettuce", new Client() {
            @Override
            public void set(String key, String value) {
                connection.sync().set(key, value);
            }

            @Override
            public void close() {
                connection.close();
            }
        });
    }

    /** What was answered with OK so far, in order. */
    public List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** The error of each write that was answered with one, or whose client gave up; in order. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    private void write() {
        String key = name + ":" + next++;
        long sent = System.nanoTime();
        try {
            client.set(key, "value of " + key);
            acknowledged.add(new Acknowledged(key, sent, System.nanoTime()));
        } catch (RuntimeException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
    }

    /** Ends after the write under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("writer " + name + " waits for its last reply after " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            client.close();
        }
    }
}
