package dev.redisrouter.examples.standalone;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.MetricsSnapshot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Prints what the router has counted, on a thread of its own that does not keep the process alive. */
record Stats(RedisRouter router, PrintWriter out) {

    void every(Duration interval) {
        Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "redis-router-stats");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleAtFixedRate(this::print, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void print() {
        MetricsSnapshot metrics = router.metrics();
        out.print("\n" + metrics.at() + "\n" + metrics.text());
        out.flush();
    }
}
