package dev.redisrouter.benchmarks.clients;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/**
 * What one client did under one load.
 *
 * @param cpuMicros time on a processor of the whole JVM for each call
 */
record Sample(double callsPerSecond, double p50Micros, double p99Micros, double cpuMicros) {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 2;

    /** Has so many threads ask for so long. */
    static Sample take(Client client, Verb verb, int threads, Duration duration) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Histogram latencies = new Histogram(LONGEST, DIGITS);
            List<Future<Histogram>> asking = new ArrayList<>();
            long cpu = PROCESS.getProcessCpuTime();
            long begin = System.nanoTime();
            for (int i = 0; i < threads; i++) {
                int first = i * 31;
                asking.add(pool.submit(() -> {
                    // replies come on any of a client's event loops
                    Histogram own = new AtomicHistogram(LONGEST, DIGITS);
                    client.ask(verb, first, begin + duration.toNanos(), own);
                    return own;
                }));
            }
            for (Future<Histogram> one : asking) {
                latencies.add(one.get());
            }
            long nanos = System.nanoTime() - begin;
            cpu = PROCESS.getProcessCpuTime() - cpu;
            return of(latencies, nanos, cpu);
        } finally {
            pool.shutdown();
        }
    }

    private static Sample of(Histogram latencies, long nanos, long cpu) {
        long calls = latencies.getTotalCount();
        return new Sample(
                calls * 1e9 / nanos,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                cpu / 1e3 / calls);
    }
}
