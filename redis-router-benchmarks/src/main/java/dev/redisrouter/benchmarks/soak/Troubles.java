package dev.redisrouter.benchmarks.soak;

import dev.redisrouter.benchmarks.failover.Scenario;
import dev.redisrouter.test.LabException;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Changes the master every so often, in one way after the other, until it is closed. */
final class Troubles implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<Scenario> KINDS = List.of(Scenario.KILL, Scenario.PAUSE, Scenario.PLANNED);

    private final RedisLab lab;
    private final Duration pause;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "troubles");

    private final AtomicInteger failovers = new AtomicInteger();
    private volatile @Nullable RuntimeException ended;

    private Troubles(RedisLab lab, Duration pause) {
        this.lab = lab;
        this.pause = pause;
    }

    static Troubles start(RedisLab lab, Duration pause) {
        Troubles troubles = new Troubles(lab, pause);
        troubles.thread.setDaemon(true);
        troubles.thread.start();
        return troubles;
    }

    /** So far. */
    int failovers() {
        return failovers.get();
    }

    private void run() {
        try {
            while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (change(lab, KINDS.get(failovers.get() % KINDS.size()))) {
                    failovers.incrementAndGet();
                }
            }
        } catch (RuntimeException e) {
            ended = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One change of the master, until all is well again; false when it did not come to that. Under such load the Sentinels
     * may give up what they began, and what is soaked is the router.
     */
    static boolean change(RedisLab lab, Scenario kind) throws InterruptedException {
        try {
            go(lab, kind);
            return true;
        } catch (LabException e) {
            System.err.println(kind.title() + ": " + e.getMessage());
            return false;
        }
    }

    private static void go(RedisLab lab, Scenario kind) throws InterruptedException {
        lab.heal();
        LabNode old = lab.master();
        kind.strike(lab, old);
        lab.awaitMasterOtherThan(old, SOON);
        TimeUnit.SECONDS.sleep(1);
        kind.restore(old);
        lab.heal();
    }

    /**
     * Returns when the change that is under way is over.
     *
     * @throws IllegalStateException when the changes ended before
     */
    @Override
    public void close() throws InterruptedException {
        stop.countDown();
        thread.join();
        RuntimeException why = ended;
        if (why != null) {
            throw new IllegalStateException("the master was not changed any more", why);
        }
    }
}
