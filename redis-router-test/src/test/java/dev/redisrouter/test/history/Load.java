package dev.redisrouter.test.history;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/**
 * Clients at both doors of a router that write and read the same few texts, count, and add to a set, one command at a
 * time; and one that reads a text that nobody writes, to which every node has the answer. Thread-safe.
 */
public final class Load implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Longer than any failover here: what a client waits for is the router's business. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String QUIET = "quiet";
    private static final int TEXTS = 4;
    private static final long PACE_MILLIS = 2;
    private static final int ENOUGH = 30;

    private final History history = new History();
    private final List<AutoCloseable> connections = new ArrayList<>();
    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    private interface Client {
        Object set(String key, String value);

        @Nullable
        Object get(String key);

        Object incr(String key);

        Object sadd(String key, String member);
    }

    private Load(RedisRouter router) {
        Jedis jedis = jedis(router);
        history.set(QUIET, "stays", () -> jedis.set(QUIET, "stays"));
        repeat("jedis", number -> write("jedis", number, over(jedis)));
        StatefulRedisConnection<String, String> lettuce = router.connect();
        connections.add(lettuce);
        lettuce.setTimeout(PATIENCE);
        repeat("lettuce", number -> write("lettuce", number, over(lettuce.sync())));
        Jedis reader = jedis(router);
        repeat("reader", number -> history.get(QUIET, () -> reader.get(QUIET)));
    }

    /** Starts the clients; returns when all have had replies. */
    public static Load start(RedisRouter router) {
        Load load = new Load(router);
        load.awaitMore();
        return load;
    }

    /** Returns when a good many further calls of each kind were acknowledged that began after this call. */
    public void awaitMore() {
        for (Operation operation : Operation.values()) {
            await(operation, false);
        }
        awaitReads();
    }

    /** Returns when the client that only reads had a good many further answers to what it asked after this call. */
    public void awaitReads() {
        await(Operation.GET, true);
    }

    private void await(Operation operation, boolean quiet) {
        long from = System.nanoTime();
        Awaitility.await(operation + " since " + from)
                .atMost(SOON)
                .until(() -> history.calls().stream()
                                .filter(call -> call.operation() == operation
                                        && call.key().equals(QUIET) == quiet)
                                .filter(call -> call.acknowledged() && call.began() > from)
                                .count()
                        >= ENOUGH);
    }

    /** Ends the clients, and holds what they have seen to what this node has. */
    public Report check(LabNode node) {
        close();
        return HistoryChecker.check(history.calls(), FinalState.of(node));
    }

    private void write(String name, int number, Client client) {
        String text = "text-" + number % TEXTS;
        String value = name + "-" + number;
        history.set(text, value, () -> client.set(text, value));
        history.get(text, () -> client.get(text));
        history.incr("counter", () -> client.incr("counter"));
        history.sadd("set", value, () -> client.sadd("set", value));
    }

    private void repeat(String name, IntConsumer work) {
        ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "load-" + name));
        int[] number = {0};
        thread.scheduleWithFixedDelay(() -> work.accept(number[0]++), 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        threads.add(thread);
    }

    private Jedis jedis(RedisRouter router) {
        Jedis jedis = new Jedis(router.host(), router.port(), Math.toIntExact(PATIENCE.toMillis()));
        connections.add(jedis);
        return jedis;
    }

    private static Client over(Jedis jedis) {
        return new Client() {
            @Override
            public Object set(String key, String value) {
                return jedis.set(key, value);
            }

            @Override
            public @Nullable Object get(String key) {
                return jedis.get(key);
            }

            @Override
            public Object incr(String key) {
                return jedis.incr(key);
            }

            @Override
            public Object sadd(String key, String member) {
                return jedis.sadd(key, member);
            }
        };
    }

    private static Client over(RedisCommands<String, String> lettuce) {
        return new Client() {
            @Override
            public Object set(String key, String value) {
                return lettuce.set(key, value);
            }

            @Override
            public @Nullable Object get(String key) {
                return lettuce.get(key);
            }

            @Override
            public Object incr(String key) {
                return lettuce.incr(key);
            }

            @Override
            public Object sadd(String key, String member) {
                return lettuce.sadd(key, member);
            }
        };
    }

    /** Ends after the calls under way. Idempotent. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdown);
        try {
            for (ScheduledExecutorService thread : threads) {
                if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("a client waits for its last reply after " + PATIENCE);
                }
            }
            for (AutoCloseable connection : connections) {
                connection.close();
            }
            connections.clear();
        } catch (Exception e) {
            throw new IllegalStateException("the load did not end: " + e.getMessage(), e);
        }
    }
}
