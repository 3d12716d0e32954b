package dev.redisrouter.core.door;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lettuce's timer: command timeouts and the delay before a reconnect. Unlike the timer in it, this one takes orders
 * after it was stopped, and forgets them: a command on a connection of a closed door shall fail because the connection
 * is closed, not because its timeout could not be set. Thread-safe; one thread from the first order until stop.
 */
final class DoorTimer implements Timer {

    /** A lost connection is back within about two of them. */
    private static final long TICK_MILLIS = 20;

    private final HashedWheelTimer wheel = new HashedWheelTimer(
            new DefaultThreadFactory("redis-router-door-timer", true), TICK_MILLIS, TimeUnit.MILLISECONDS);

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        try {
            return wheel.newTimeout(task, delay, unit);
        } catch (IllegalStateException stopped) {
            return new Forgotten(this, task);
        }
    }

    /** Waits until the thread has ended. */
    @Override
    public Set<Timeout> stop() {
        return wheel.stop();
    }

    private record Forgotten(Timer timer, TimerTask task) implements Timeout {

        @Override
        public boolean isExpired() {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return true;
        }

        @Override
        public boolean cancel() {
            return false;
        }
    }
}
