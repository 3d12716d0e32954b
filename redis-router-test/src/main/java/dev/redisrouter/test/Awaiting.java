package dev.redisrouter.test;

import dev.redisrouter.test.process.Polling;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what the servers do by themselves, on the caller's thread, and says what was missing when time is up. */
final class Awaiting {
    private Awaiting() {}

    /** Returns when nobody complains. */
    static void noComplaints(String what, Duration timeout, Supplier<List<String>> complaints) {
        List<String> last = new ArrayList<>();
        until(what, timeout, last, () -> {
            last.clear();
            last.addAll(complaints.get());
            return last.isEmpty();
        });
    }

    /** Returns what there is as soon as there is something. */
    static <T> T some(String what, Duration timeout, Supplier<Optional<T>> supplier) {
        List<T> found = new ArrayList<>();
        until(what, timeout, List.of("there is none that all agree on"), () -> {
            supplier.get().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static void until(String what, Duration timeout, List<String> missing, Polling.Condition condition) {
        try {
            if (!Polling.until(timeout.toNanos(), condition)) {
                throw new LabException(
                        what + ": not within " + timeout.toMillis() + " ms: " + String.join("; ", missing));
            }
        } catch (IOException e) {
            throw new LabException(what + ": " + e.getMessage(), e);
        }
    }
}
