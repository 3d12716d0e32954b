package dev.redisrouter.examples.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits on the main thread for what others do, and shows on the progress line that it waits. */
record Waiting(Narrator narrator) {
    private static final long POLL_MILLIS = 20;

    /** True as soon as {@code condition} is; false when it is not within {@code timeout}. */
    boolean until(Duration timeout, Supplier<String> progress, BooleanSupplier condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > timeout.toNanos()) {
                return false;
            }
            narrator.progress(progress.get());
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }
}
