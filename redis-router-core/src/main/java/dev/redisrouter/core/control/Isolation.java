package dev.redisrouter.core.control;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.thread.ControlThread;
import java.time.Duration;
import java.util.Optional;

/** Whether most parts of the source have been out of reach for too long. Only on the control thread. */
final class Isolation {
    /*
     * A router that is cut off with a minority of the Sentinels cannot hear that the others have elected another master, and
     * what it writes to the old one is thrown away when the cut heals.
     */
    private final Optional<Duration> bound;
    private final NanoClock clock;
    private final ControlThread thread;
    private final Runnable over;
    private long since;
    private boolean cutOff;

    /** @param over called when the time is over */
    Isolation(Optional<Duration> bound, NanoClock clock, ControlThread thread, Runnable over) {
        this.bound = bound;
        this.clock = clock;
        this.thread = thread;
        this.over = over;
    }

    /** True while this router is isolated. */
    boolean isOn(boolean hearsMost) {
        if (bound.isEmpty() || hearsMost) {
            cutOff = false;
            return false;
        }
        if (!cutOff) {
            cutOff = true;
            since = clock.nanos();
            thread.after(bound.get(), over);
        }
        return clock.nanos() - since >= bound.get().toNanos();
    }

    String reason() {
        return "most of the sources have been out of reach for "
                + bound.orElse(Duration.ZERO).toMillis() + " ms, and may know another master";
    }
}
