package dev.redisrouter.core.thread;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link ControlThread} that is a daemon thread of its own. */
public final class ControlExecutor implements ControlThread, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlExecutor.class);

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    /** @param name the name of the thread */
    public ControlExecutor(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread started = new Thread(task, name);
            started.setDaemon(true);
            thread = started;
            return started;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            log.debug("control thread has ended, task dropped");
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            log.debug("control thread has ended, timer dropped");
            return () -> {};
        }
    }

    /** Without this the executor would keep what a task throws in a future that nobody reads. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                log.error("a task of the control path failed; the router goes on with its last view", e);
            }
        };
    }

    /** Runs what was given before, then ends the thread; waits for that 2 s at most, not at all on the thread itself. */
    @Override
    public void close() {
        executor.shutdown();
        Thread started = thread;
        if (started == null || Thread.currentThread() == started) {
            return;
        }
        try {
            started.join(TimeUnit.SECONDS.toMillis(2));
            if (started.isAlive()) {
                log.warn("the control thread did not end within 2 s: a listener or an address mapper may hang");
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
