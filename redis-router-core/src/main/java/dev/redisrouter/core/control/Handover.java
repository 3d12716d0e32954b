package dev.redisrouter.core.control;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.topology.Succession;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a chosen successor is waited for while the old master still works. Only on the control thread.
 */
final class Handover {
    /*
     * A Sentinel that has chosen the next master promotes it within one or two turns of its timer (0.1 s each). What
     * the old one is told after the promotion is lost, so from the choice on it is told nothing. Should the promotion
     * not come, as when the leader dies just then, the old master is used again.
     */
    static final Duration LONGEST = Duration.ofSeconds(2);

    private final NanoClock clock;
    private @Nullable Succession waitingFor;
    private long until;

    Handover(NanoClock clock) {
        this.clock = clock;
    }

    /** True while the present succession is to be waited for. */
    boolean isOn(Optional<Succession> succession) {
        if (succession.isEmpty()) {
            waitingFor = null;
            return false;
        }
        if (!succession.get().equals(waitingFor)) {
            waitingFor = succession.get();
            until = clock.nanos() + LONGEST.toNanos();
        }
        return clock.nanos() < until;
    }
}
