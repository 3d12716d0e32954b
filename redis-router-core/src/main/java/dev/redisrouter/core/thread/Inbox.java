package dev.redisrouter.core.thread;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries messages from other threads onto the control thread, as many at once as a bound allows, so that no peer can
 * fill the memory with them. Thread-safe.
 */
public final class Inbox {
    private final ControlThread thread;
    private final int bound;
    private final AtomicInteger waiting = new AtomicInteger();

    public Inbox(ControlThread thread, int bound) {
        this.thread = thread;
        this.bound = bound;
    }

    /** False when {@code bound} messages wait already: then this one is dropped. */
    public boolean offer(Runnable message) {
        if (waiting.incrementAndGet() > bound) {
            waiting.decrementAndGet();
            return false;
        }
        thread.execute(() -> {
            waiting.decrementAndGet();
            message.run();
        });
        return true;
    }
}
