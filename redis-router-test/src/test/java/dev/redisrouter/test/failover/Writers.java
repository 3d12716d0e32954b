package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.failover.Writer.Acknowledged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A writer at each door of a router, at the same time. Thread-safe. */
public final class Writers implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ENOUGH = 50;

    private final List<Writer> writers;

    private Writers(List<Writer> writers) {
        this.writers = writers;
    }

    /** Starts both; returns when both have written. */
    public static Writers start(RedisRouter router) {
        Writers writers = new Writers(List.of(Writer.jedis(router), Writer.lettuce(router)));
        writers.awaitMore();
        return writers;
    }

    /** Returns when each of them had a good many further writes acknowledged that it sent after this call. */
    public void awaitMore() {
        long from = System.nanoTime();
        for (Writer writer : writers) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(sentAfter(from, Stream.of(writer)))
                            .as("acknowledged writes; errors so far: " + errors())
                            .hasSizeGreaterThan(ENOUGH));
        }
    }

    /** The keys of acknowledged writes that were sent after this moment. */
    public List<String> sentAfter(long nanos) {
        return sentAfter(nanos, writers.stream());
    }

    /** How many errors each has seen. */
    public List<Integer> errorCounts() {
        return writers.stream().map(writer -> writer.errors().size()).toList();
    }

    public List<String> errors() {
        return writers.stream().flatMap(writer -> writer.errors().stream()).toList();
    }

    /** From this moment until the first write that was acknowledged after the longest silence since then. */
    public Duration untilFirstAfterSilence(long from) {
        List<Long> times = writers.stream()
                .flatMap(writer -> writer.acknowledged().stream())
                .map(Acknowledged::answered)
                .filter(at -> at > from)
                .sorted()
                .toList();
        long last = from;
        long longest = 0;
        long first = from;
        for (long at : times) {
            if (at - last > longest) {
                longest = at - last;
                first = at;
            }
            last = at;
        }
        return Duration.ofNanos(first - from);
    }

    /** The keys of acknowledged writes that this node does not have. */
    public List<String> missingOn(LabNode node) {
        return missingAmong(keys -> {
            List<String> command = new ArrayList<>(List.of("MGET"));
            command.addAll(keys);
            Object values = node.command(command.toArray(String[]::new));
            assertThat(values).isInstanceOf(List.class);
            return (List<?>) values;
        });
    }

    /** The keys of acknowledged writes that {@code mget} does not find with their values. */
    public List<String> missingAmong(Function<List<String>, List<?>> mget) {
        List<String> keys = sentAfter(Long.MIN_VALUE);
        assertThat(keys).isNotEmpty();
        List<?> values = mget.apply(keys);
        return IntStream.range(0, keys.size())
                .filter(i -> !("value of " + keys.get(i)).equals(values.get(i)))
                .mapToObj(keys::get)
                .toList();
    }

    @Override
    public void close() {
        writers.forEach(Writer::close);
    }

    private static List<String> sentAfter(long nanos, Stream<Writer> writers) {
        return writers.flatMap(writer -> writer.acknowledged().stream())
                .filter(write -> write.sent() > nanos)
                .map(Acknowledged::key)
                .toList();
    }
}
