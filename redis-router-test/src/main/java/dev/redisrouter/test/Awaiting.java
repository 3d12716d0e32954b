package dev.redisrouter.test;

import dev.redisrouter.test.process.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Waits until nobody complains, and says what the last complaints were when time is up. */
final class Awaiting {
    private Awaiting() {}

    static void noComplaints(String what, Duration timeout, Supplier<List<String>> complaints) {
        AtomicReference<List<String>> last = new AtomicReference<>(List.of());
        boolean met;
        try {
            met = Polling.until(timeout.toNanos(), () -> {
                last.set(complaints.get());
                return last.get().isEmpty();
            });
        } catch (IOException interrupted) {
            throw new LabException(what + ": " + interrupted.getMessage(), interrupted);
        }
        if (!met) {
            throw new LabException(what + ": not within " + timeout.toMillis() + " ms: " + String.join("; ", last.get()));
        }
    }
}
