package dev.redisrouter.test.failover;

import dev.redisrouter.RedisRouter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** A client that reads one key every few milliseconds, and keeps every answer, errors included. Thread-safe. */
final class Reader implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final long PACE_MILLIS = 2;

    private final Jedis jedis;
    private final String key;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "reader"));
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    private record Answer(String value, long asked, long answered) {}

    private Reader(Jedis jedis, String key) {
        this.jedis = jedis;
        this.key = key;
    }

    static Reader start(RedisRouter router, String key) {
        Reader reader = new Reader(new Jedis(router.host(), router.port(), PATIENCE_MILLIS), key);
        reader.thread.scheduleWithFixedDelay(reader::read, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        return reader;
    }

    List<String> answers() {
        return answers.stream().map(Answer::value).toList();
    }

    /** How many were asked for and given after this moment. */
    long answersAfter(long nanos) {
        return answers.stream().filter(answer -> answer.asked > nanos).count();
    }

    Duration slowest() {
        return Duration.ofNanos(answers.stream()
                .mapToLong(answer -> answer.answered - answer.asked)
                .max()
                .orElse(0));
    }

    private void read() {
        long asked = System.nanoTime();
        String value;
        try {
            value = String.valueOf(jedis.get(key));
        } catch (RuntimeException e) {
            value = String.valueOf(e.getMessage());
        }
        answers.add(new Answer(value, asked, System.nanoTime()));
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the reader waits for its last reply");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            jedis.close();
        }
    }
}
