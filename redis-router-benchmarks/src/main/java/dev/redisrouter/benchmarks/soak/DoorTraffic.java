package dev.redisrouter.benchmarks.soak;

import dev.redisrouter.RedisRouter;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One client that needs no socket: through {@link RedisRouter#connect}, as fast as it can, until it is closed. */
final class DoorTraffic implements AutoCloseable {
    private static final int LARGE = 1024 * 1024;
    private static final long TIMEOUT_SECONDS = 60;

    private final RedisRouter router;
    private final Random random = new Random(1);
    private final AtomicLong visits = new AtomicLong();
    /** The names of the exceptions that have ended visits; only the thread's. */
    private final Set<String> errors = new HashSet<>();

    private final Thread thread = new Thread(this::run, "door");

    private volatile boolean stopped;

    private DoorTraffic(RedisRouter router) {
        this.router = router;
    }

    static DoorTraffic start(RedisRouter router) {
        DoorTraffic traffic = new DoorTraffic(router);
        traffic.thread.setDaemon(true);
        traffic.thread.start();
        return traffic;
    }

    /** How many connections were opened, used and closed without an error. */
    long visits() {
        return visits.get();
    }

    private void run() {
        while (!stopped) {
            try {
                visit();
                visits.incrementAndGet();
            } catch (RuntimeException e) {
                // what a change of the master cannot hide, and whatever else; the next visit is as good a test as this
                if (errors.add(e.getClass().getSimpleName())) {
                    System.err.println("door for the first time: " + e);
                }
            }
        }
    }

    private void visit() {
        try (StatefulRedisConnection<String, String> connection = router.connect()) {
            RedisAsyncCommands<String, String> async = connection.async();
            RedisCommands<String, String> redis = connection.sync();
            for (int round = 0; round < 50 && !stopped; round++) {
                List<RedisFuture<?>> due = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    due.add(async.set(Habit.key(random), "v".repeat(random.nextInt(200))));
                    due.add(async.get(Habit.key(random)));
                }
                if (!LettuceFutures.awaitAll(TIMEOUT_SECONDS, TimeUnit.SECONDS, due.toArray(new RedisFuture<?>[0]))) {
                    throw new RedisCommandTimeoutException("no reply within " + TIMEOUT_SECONDS + " s");
                }
                redis.mset(Map.of(Habit.key(random), "one of two", Habit.key(random) + "-too", "the other"));
                redis.multi();
                redis.get(Habit.key(random));
                redis.incr("counter");
                redis.exec();
                redis.eval(
                        "return redis.call('GET', KEYS[1])", ScriptOutputType.VALUE, new String[] {Habit.key(random)});
            }
            redis.set("large-door", "l".repeat(random.nextInt(LARGE)));
            redis.get("large-door");
        }
    }

    /** Returns when its client has gone, for good. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
        if (thread.isAlive()) {
            throw new IllegalStateException("door: still running after " + TIMEOUT_SECONDS + " s (expected: ended)");
        }
    }
}
