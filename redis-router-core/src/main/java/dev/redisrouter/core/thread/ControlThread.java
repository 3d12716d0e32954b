package dev.redisrouter.core.thread;

import java.time.Duration;

/**
 * The one thread on which all control state lives, so that none of it needs a lock. Its methods may be called from any
 * thread. A task that throws is logged and disturbs no other.
 */
public interface ControlThread {

    /** Runs a task after those given before it; not at all once the thread has ended. */
    void execute(Runnable task);

    /** Runs a task when the delay has passed, unless it is cancelled or the thread has ended. */
    Timer after(Duration delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** On the control thread: the task will not run. From another thread: it may be running already. */
        void cancel();
    }
}
