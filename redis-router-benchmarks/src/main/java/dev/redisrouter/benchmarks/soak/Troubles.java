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

/** Changes the master every so often, in one way after the other, until it is closed. */
final class Troubles implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<Scenario> KINDS = List.of(Scenario.KILL, Scenario.PAUSE, Scenario.PLANNED);

    private final RedisLab lab;
    private final Duration pause;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "troubles");

    private final AtomicInteger failovers = new AtomicInteger();

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
                next(KINDS.get(failovers.get() % KINDS.size()));
                failovers.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under such load the Sentinels may give up what they began; what is soaked is the router. */
    private void next(Scenario kind) throws InterruptedException {
        try {
            go(lab, kind);
        } catch (LabException e) {
            System.err.println(kind.title() + ": " + e.getMessage());
        }
    }

    /** One change of the master, until all is well again. */
    static void go(RedisLab lab, Scenario kind) throws InterruptedException {
        lab.heal();
        LabNode old = lab.master();
        kind.strike(lab, old);
        lab.awaitMasterOtherThan(old, SOON);
        TimeUnit.SECONDS.sleep(1);
        kind.restore(old);
        lab.heal();
    }

    /** Returns when the change that is under way is over. */
    @Override
    public void close() throws InterruptedException {
        stop.countDown();
        thread.join();
    }
}
