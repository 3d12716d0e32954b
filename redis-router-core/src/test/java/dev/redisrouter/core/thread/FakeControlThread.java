package dev.redisrouter.core.thread;

import dev.redisrouter.core.clock.NanoClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A control thread and a clock in one: time passes, and tasks run, only when the test says so. */
public final class FakeControlThread implements ControlThread, NanoClock {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Waiting> timers =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparing(Waiting::order));
    private long now = 1;
    private long order;

    private record Waiting(long at, long order, Runnable task) {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Waiting waiting = new Waiting(now + delay.toNanos(), order++, task);
        timers.add(waiting);
        return () -> timers.remove(waiting);
    }

    /** Runs what is due now, and what that leads to without time passing. */
    public void run() {
        for (Runnable task = next(now); task != null; task = next(now)) {
            task.run();
        }
    }

    /** Lets time pass, running every task at its time. */
    public void advance(Duration duration) {
        long end = now + duration.toNanos();
        run();
        while (!timers.isEmpty() && timers.peek().at() <= end) {
            now = Math.max(now, timers.peek().at());
            run();
        }
        now = end;
    }

    /** Lets time pass while the thread stands still, as in a long pause of the process, and then runs all at once. */
    public void freeze(Duration duration) {
        now += duration.toNanos();
        run();
    }

    /** How many tasks wait to run now. */
    public int waiting() {
        return tasks.size();
    }

    private @Nullable Runnable next(long until) {
        Runnable task = tasks.poll();
        if (task == null && !timers.isEmpty() && timers.peek().at() <= until) {
            task = timers.remove().task();
        }
        return task;
    }
}
