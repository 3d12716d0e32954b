package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table has a row for each target of each load, and columns for what was measured only. */
class ReportTest {

    @Test
    void tellsMediansAndRatios() {
        Report report = report(Map.of(), Stand.DIRECT, Stand.ROUTER);

        assertThat(report.table().toString().lines())
                .containsExactly(
                        "| load | request | through | requests/s | × direct | p50 ms | p99 ms | p99.9 ms | CPU µs/request"
                                + " | RSS MiB |",
                        "|---|---|---|---:|---:|---:|---:|---:|---:|---:|",
                        "| 50 clients | GET | Redis, direct | 1000 | 1.00 | 0.500 | 1.000 | 2.000 | 10.00 | 64 |",
                        "| 50 clients | GET | redis-router | 2000 | 2.00 | 0.500 | 1.000 | 2.000 | 20.00 | 64 |");
    }

    @Test
    void comparesWithNutcrackerWhereItIs() {
        Report report = report(Map.of(Stand.DIRECT, 2.8), Stand.DIRECT, Peer.NUTCRACKER.name());

        assertThat(report.table().toString().lines())
                .anyMatch(line -> line.endsWith("| RSS MiB | CPU × nutcracker | system calls/request |"))
                .anyMatch(line -> line.endsWith("| 10.00 | 64 | 0.50 | 2.80 |"))
                .anyMatch(line -> line.endsWith("| 20.00 | 64 | 1.00 | – |"));
    }

    @Test
    void showsTheNotes() {
        assertThat(report(Map.of(), Stand.DIRECT).markdown())
                .startsWith("# Throughput\n\n- a note\n\n| load")
                .contains("(throughput.svg)", "(cpu.svg)");
    }

    /** The n-th target does n thousand requests in a second. */
    private static Report report(Map<String, Double> systemCalls, String... targets) {
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        for (String target : targets) {
            int n = measured.size() + 1;
            measured.put(target, List.of(new Measurement(new BenchmarkReport(n * 1000, 0.5, 1, 2), n * 10, 64)));
        }
        Result result =
                new Result(BenchmarkLoad.CLIENTS_50, RedisBenchmark.Request.GET, new Rounds(measured), systemCalls);
        return new Report(List.of("a note"), List.of(targets), List.of(result));
    }
}
