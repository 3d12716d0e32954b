package dev.redisrouter.benchmarks.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends a process that takes too long, and with it every wait for what it says; no more once this is closed. */
public final class TimeLimit implements AutoCloseable {
    private final CompletableFuture<Void> end;

    private TimeLimit(CompletableFuture<Void> end) {
        this.end = end;
    }

    public static TimeLimit of(Duration limit, Process process) {
        return new TimeLimit(CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)));
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
