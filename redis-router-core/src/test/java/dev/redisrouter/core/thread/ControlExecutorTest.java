package dev.redisrouter.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One daemon thread runs all tasks, survives those that fail, and ends when it is told to. */
class ControlExecutorTest {
    private final ControlExecutor thread = new ControlExecutor("control-under-test");

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void tasksRunInOrderOnTheOneDaemonThread() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        thread.execute(() -> ran.add("first on " + Thread.currentThread().getName()));
        thread.execute(() -> ran.add("second daemon=" + Thread.currentThread().isDaemon()));

        await().until(() -> ran.size() == 2);
        assertThat(ran).containsExactly("first on control-under-test", "second daemon=true");
    }

    @Test
    void aTaskThatFailsDisturbsNoOther() {
        AtomicReference<Thread> survivor = new AtomicReference<>();
        thread.execute(() -> {
            throw new AssertionError("on purpose");
        });
        thread.after(Duration.ofMillis(1), () -> {
            throw new IllegalStateException("on purpose");
        });
        thread.after(Duration.ofMillis(20), () -> survivor.set(Thread.currentThread()));

        await().until(() -> survivor.get() != null);
    }

    @Test
    void aCancelledTimerDoesNotRun() {
        AtomicBoolean cancelledRan = new AtomicBoolean();
        AtomicBoolean laterRan = new AtomicBoolean();
        ControlThread.Timer timer = thread.after(Duration.ofMillis(20), () -> cancelledRan.set(true));
        timer.cancel();
        thread.after(Duration.ofMillis(40), () -> laterRan.set(true));

        await().untilTrue(laterRan);
        assertThat(cancelledRan).isFalse();
    }

    @Test
    void closingRunsWhatWasGivenBeforeAndNothingAfter() {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        thread.execute(() -> ran.add("before"));
        thread.after(Duration.ofHours(1), () -> ran.add("far"));
        thread.close();
        thread.execute(() -> ran.add("after"));
        thread.after(Duration.ZERO, () -> ran.add("after"));

        assertThat(ran).containsExactly("before");
    }

    @Test
    void itMayCloseItselfWithoutWaitingForItself() {
        AtomicBoolean closed = new AtomicBoolean();
        thread.execute(() -> {
            thread.close();
            closed.set(true);
        });

        await().atMost(Duration.ofSeconds(1)).untilTrue(closed);
    }
}
