package dev.redisrouter.benchmarks.throughput;

import java.io.IOException;
import java.util.List;

/**
 * One round of one target.
 *
 * @param report as the clients saw it
 * @param cpuMicros of the target's process, for each request
 * @param residentMiB of the target's process, afterwards
 */
record Measurement(BenchmarkReport report, double cpuMicros, double residentMiB) {

    static Measurement take(RedisBenchmark benchmark, Target target, List<String> command, int requests)
            throws IOException, InterruptedException {
        ProcessUsage before = ProcessUsage.of(target.pid());
        BenchmarkReport report = benchmark.run(command);
        ProcessUsage after = ProcessUsage.of(target.pid());
        double cpuMicros = (double) (after.cpuMicros() - before.cpuMicros()) / requests;
        return new Measurement(report, cpuMicros, after.residentMiB());
    }

    double requestsPerSecond() {
        return report.requestsPerSecond();
    }
}
