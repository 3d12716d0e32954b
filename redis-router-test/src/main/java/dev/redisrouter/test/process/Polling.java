package dev.redisrouter.test.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks again and again: a server in another process cannot notify this one. */
public final class Polling {
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private Polling() {}

    /** Something to be asked until it is so. */
    @FunctionalInterface
    public interface Condition {
        boolean isMet() throws IOException;
    }

    /**
     * Returns true as soon as {@code condition} is met, false when it is not after {@code nanos}; asks at least once. The
     * pauses grow with the time waited, from 2 to 25 ms: a start of milliseconds is seen at once, and a wait of seconds
     * takes no processor from the servers that it waits for.
     */
    public static boolean until(long nanos, Condition condition) throws IOException {
        long begin = System.nanoTime();
        while (!condition.isMet()) {
            long waited = System.nanoTime() - begin;
            if (waited > nanos) {
                return false;
            }
            LockSupport.parkNanos(Math.min(LONGEST_NANOS, Math.max(SHORTEST_NANOS, waited / 8)));
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting");
            }
        }
        return true;
    }
}
