package dev.redisrouter.core.clock;

/**
 * Monotonic time in nanoseconds since some moment before the router's start: always positive, so that 0 can mean
 * "never". Thread-safe.
 */
@FunctionalInterface
public interface NanoClock {

    long nanos();

    /** The clock of the machine. */
    static NanoClock system() {
        long origin = System.nanoTime() - 1;
        return () -> System.nanoTime() - origin;
    }
}
