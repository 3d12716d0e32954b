package dev.redisrouter.benchmarks.throughput;

import dev.redisrouter.benchmarks.throughput.RedisBenchmark.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts loads on all targets of a stand. A round goes from target to target, and the next begins one further, so that none
 * always comes after the same.
 *
 * @param rounds how many count; one more goes before, in which the targets warm up
 * @param progress hears what is being done
 */
record Comparison(
        Stand stand,
        RedisBenchmark benchmark,
        int rounds,
        boolean isShort,
        Optional<SystemCalls> systemCalls,
        Consumer<String> progress) {

    /** Some 40 seconds of load: for so long a JVM compiles what it runs anew, at half a microsecond per command and more. */
    private static final int WARM_UP_ROUNDS = 6;

    /** Puts load on the routers alone, until what they run is compiled. */
    void warmUp() throws IOException, InterruptedException {
        int times = isShort ? 1 : WARM_UP_ROUNDS;
        for (int i = 1; i <= times; i++) {
            progress.accept("warming up, " + i + " of " + times);
            for (BenchmarkLoad load : BenchmarkLoad.SHORT) {
                for (Request request : Request.values()) {
                    for (Target router : stand.routers()) {
                        measure(router, load, request, isShort);
                    }
                }
            }
        }
    }

    /** One for each request. */
    List<Result> measure(BenchmarkLoad load) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Request request : Request.values()) {
            results.add(measure(load, request));
            stand.assertSameMaster();
        }
        return results;
    }

    private Result measure(BenchmarkLoad load, Request request) throws IOException, InterruptedException {
        List<Target> targets = new ArrayList<>(stand.targets());
        targets.removeIf(target -> !target.takes(load));
        List<Target> turn = new ArrayList<>(targets);
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        targets.forEach(target -> measured.put(target.name(), new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            progress.accept(load.title() + ", " + request + ": "
                    + (round == 0 ? "warming up" : "round " + round + " of " + rounds));
            for (Target target : turn) {
                Measurement measurement = measure(target, load, request, isShort);
                if (round > 0) {
                    measured.getOrDefault(target.name(), List.of()).add(measurement);
                }
            }
            Collections.rotate(turn, -1);
        }
        return new Result(load, request, new Rounds(measured), systemCalls(targets, load, request));
    }

    private Measurement measure(Target target, BenchmarkLoad load, Request request, boolean isShort)
            throws IOException, InterruptedException {
        int requests = load.requests(isShort);
        return Measurement.take(benchmark, target, benchmark.command(target, load, request, requests), requests);
    }

    private Map<String, Double> systemCalls(List<Target> targets, BenchmarkLoad load, Request request)
            throws IOException, InterruptedException {
        Map<String, Double> perRequest = new LinkedHashMap<>();
        if (systemCalls.isPresent()) {
            int requests = load.requests(isShort);
            for (Target target : targets) {
                List<String> command = benchmark.command(target, load, request, requests);
                perRequest.put(target.name(), systemCalls.get().perRequest(benchmark, target, command, requests));
            }
        }
        return perRequest;
    }
}
