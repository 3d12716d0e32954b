package dev.redisrouter.benchmarks.clients;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Asks the next when the last is answered. */
record SyncClient(
        Function<String, @Nullable String> get,
        BiConsumer<String, String> set,
        AutoCloseable connection,
        AutoCloseable resources)
        implements Client {

    @Override
    public void ask(Verb verb, int first, long end, Histogram latencies) {
        long now = System.nanoTime();
        for (int number = first; now < end; number++) {
            long asked = now;
            ask(verb, Keys.key(verb, number));
            now = System.nanoTime();
            latencies.recordValue(now - asked);
        }
    }

    private void ask(Verb verb, String key) {
        switch (verb) {
            case GET -> {
                if (!Keys.VALUE.equals(get.apply(key))) {
                    throw new IllegalStateException(key + ": not there (expected: " + Keys.VALUE + ")");
                }
            }
            case SET -> set.accept(key, Keys.VALUE);
        }
    }

    @Override
    public void close() throws Exception {
        connection.close();
        resources.close();
    }
}
