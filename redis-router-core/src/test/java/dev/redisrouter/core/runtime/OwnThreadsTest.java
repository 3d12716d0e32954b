package dev.redisrouter.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OwnThreadsTest {
    private final OwnThreads threads = new OwnThreads();

    @Test
    void waitsUntilTheLastOneHasEnded() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread early = threads.named("early").newThread(() -> {});
        Thread late = threads.named("late").newThread(() -> await(end));
        early.start();
        late.start();
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> threads.awaitEnd(Duration.ofSeconds(20)));

        early.join();
        assertThat(waiting).isNotDone();
        end.countDown();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10));
        assertThat(late.isAlive()).isFalse();
    }

    @Test
    void givesUpOnAThreadThatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        Thread hanging = threads.named("hanging").newThread(() -> await(never));
        hanging.start();

        threads.awaitEnd(Duration.ofMillis(1));

        assertThat(hanging.isAlive()).isTrue();
        never.countDown();
    }

    @Test
    void doesNotWaitForTheThreadThatWaits() throws InterruptedException {
        Thread closing = threads.named("closing").newThread(() -> threads.awaitEnd(Duration.ofDays(1)));
        closing.start();
        closing.join();

        assertThat(closing.isAlive()).isFalse();
    }

    @Test
    void leavesTheApplicationFreeToEnd() {
        assertThat(threads.named("any").newThread(() -> {}).isDaemon()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
