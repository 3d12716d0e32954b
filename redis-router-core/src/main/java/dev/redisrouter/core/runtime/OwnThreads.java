package dev.redisrouter.core.runtime;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the threads of one router, all of them daemons, and knows them until they have ended. Netty and Lettuce say that
 * a pool is terminated a moment before its threads are; whoever closes a router, to unload its classes perhaps, wants
 * them gone. Thread-safe.
 */
final class OwnThreads {
    private static final Logger LOG = LoggerFactory.getLogger(OwnThreads.class);

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Threads whose names begin with this; a loop of Netty's runs fastest on one of these. */
    ThreadFactory named(String name) {
        ThreadFactory factory = new DefaultThreadFactory(name, true);
        return task -> {
            Thread thread = factory.newThread(task);
            threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        };
    }

    /** Waits for the end of all threads but the caller's, for this long at most. Their pools have been shut down. */
    void awaitEnd(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            for (Thread thread : threads) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (thread != Thread.currentThread() && left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> running = threads.stream()
                .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                .map(Thread::getName)
                .sorted()
                .toList();
        if (!running.isEmpty()) {
            LOG.warn("threads-still-running waited-ms={} threads={}", timeout.toMillis(), running);
        }
    }
}
