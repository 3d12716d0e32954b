package dev.redisrouter.core.thread;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time up to a cap, less up to a half at random, so that
 * many routers do not return to a restarted server at the same moment. Only on the control thread.
 */
public final class Backoff {
    private final long firstNanos;
    private final long capNanos;
    private final RandomGenerator random;
    private long nextNanos;

    public Backoff(Duration first, Duration cap, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.capNanos = cap.toNanos();
        this.random = random;
        this.nextNanos = firstNanos;
    }

    /** The wait before the next attempt. */
    public Duration next() {
        long wait = nextNanos;
        nextNanos = Math.min(capNanos, wait * 2);
        return Duration.ofNanos(wait - random.nextLong(wait / 2 + 1));
    }

    /** The last attempt succeeded. */
    public void reset() {
        nextNanos = firstNanos;
    }
}
