package dev.redisrouter.core.upstream;

import dev.redisrouter.core.clock.NanoClock;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An event loop that runs when the test says so, on the test's own thread, by a clock that only the test moves. What the
 * test does between two calls of {@link #run} happens in one turn.
 */
public final class FakeLoop {
    private final EmbeddedChannel engine = new EmbeddedChannel();
    private long nanos = TimeUnit.HOURS.toNanos(1);

    public FakeLoop() {
        engine.freezeTime();
    }

    public EventLoop eventLoop() {
        return engine.eventLoop();
    }

    public NanoClock clock() {
        return () -> nanos;
    }

    public long now() {
        return nanos;
    }

    /** Runs everything that is due, and what that leads to. */
    public void run() {
        while (engine.hasPendingTasks()) {
            engine.runPendingTasks();
            engine.checkException();
        }
    }

    /** As {@link #run}, but gives up after so many rounds. */
    public void runAtMost(int rounds) {
        for (int i = 0; i < rounds && engine.hasPendingTasks(); i++) {
            engine.runPendingTasks();
        }
    }

    /** Lets time pass, in steps as small as the router's own smallest timer. */
    public void pass(Duration time) {
        long step = TimeUnit.MILLISECONDS.toNanos(5);
        for (long left = time.toNanos(); left > 0; left -= step) {
            long now = Math.min(step, left);
            nanos += now;
            engine.advanceTimeBy(now, TimeUnit.NANOSECONDS);
            engine.runScheduledPendingTasks();
            run();
        }
    }

    /** Lets time pass without running anything. */
    public void tick(Duration time) {
        nanos += time.toNanos();
    }
}
