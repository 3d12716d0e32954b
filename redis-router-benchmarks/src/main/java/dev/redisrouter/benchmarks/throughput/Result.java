package dev.redisrouter.benchmarks.throughput;

import java.util.Map;

/**
 * All that was measured of one load and one request.
 *
 * @param systemCalls for each request, by the name of the target; empty when they were not counted
 */
record Result(BenchmarkLoad load, RedisBenchmark.Request request, Rounds rounds, Map<String, Double> systemCalls) {

    String title() {
        return load.title() + ", " + request;
    }
}
