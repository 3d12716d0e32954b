package dev.redisrouter.test;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What a test does beside itself. On a thread of its own, since such calls block: from JDK 25 on the pool that
 * {@link CompletableFuture} uses otherwise has a single thread on a machine of two cores, and the second call would wait for
 * the first.
 */
public final class Aside {
    private Aside() {}

    public static <T> CompletableFuture<T> supply(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, task -> {
            Thread thread = new Thread(task, "aside");
            thread.setDaemon(true);
            thread.start();
        });
    }
}
