package dev.redisrouter.benchmarks.clients;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Keeps a number of calls of each thread unanswered. */
record AsyncClient(StatefulRedisConnection<String, String> connection, AutoCloseable resources) implements Client {
    private static final int OUTSTANDING = 32;

    @Override
    public void ask(Verb verb, int first, long end, Histogram latencies) throws Exception {
        Semaphore places = new Semaphore(OUTSTANDING);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        long now = System.nanoTime();
        for (int number = first; now < end && failure.get() == null; number++) {
            places.acquire();
            long asked = System.nanoTime();
            now = asked;
            ask(verb, Keys.key(verb, number)).whenComplete((answer, failed) -> {
                latencies.recordValue(System.nanoTime() - asked);
                if (failed != null) {
                    failure.set(failed);
                }
                places.release();
            });
        }
        places.acquire(OUTSTANDING);
        if (failure.get() != null) {
            throw new IllegalStateException(verb + " failed", failure.get());
        }
    }

    private RedisFuture<String> ask(Verb verb, String key) {
        return switch (verb) {
            case GET -> connection.async().get(key);
            case SET -> connection.async().set(key, Keys.VALUE);
        };
    }

    @Override
    public void close() throws Exception {
        connection.close();
        resources.close();
    }
}
