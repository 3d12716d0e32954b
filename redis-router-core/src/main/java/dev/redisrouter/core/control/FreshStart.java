package dev.redisrouter.core.control;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.topology.Nomination.Named;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to follow a deployment that was set up anew and counts its epochs from the start again: when everyone has
 * agreed for a while on a master that really is one, and the old one is none. Only on the control thread.
 */
final class FreshStart {
    /** Longer than a Sentinel that has just restarted needs to be told the present epoch by the others (2 s). */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private final NanoClock clock;
    private @Nullable Named candidate;
    private long since;

    FreshStart(NanoClock clock) {
        this.clock = clock;
    }

    /**
     * Looks again.
     *
     * @param agreed what everyone agrees on now, below the epoch that the router follows; empty as soon as anything
     *     speaks against it
     * @return the master to follow from now on
     */
    Optional<Named> look(Optional<Named> agreed) {
        if (agreed.isEmpty()) {
            candidate = null;
            return Optional.empty();
        }
        if (!agreed.get().equals(candidate)) {
            candidate = agreed.get();
            since = clock.nanos();
        }
        return clock.nanos() - since >= PATIENCE.toNanos() ? agreed : Optional.empty();
    }
}
