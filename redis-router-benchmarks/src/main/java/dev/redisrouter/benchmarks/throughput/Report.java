package dev.redisrouter.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of a comparison, as a page with a table, and as charts.
 *
 * @param notes what the reader must know of how it was measured
 * @param targets all that were measured, by name
 */
record Report(List<String> notes, List<String> targets, List<Result> results) {
    private static final String NOTHING = "–";

    /** Writes {@code throughput.md} and the charts that it shows. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("throughput.md"), markdown());
        Files.writeString(directory.resolve("throughput.svg"), throughputChart().svg());
        Files.writeString(directory.resolve("cpu.svg"), cpuChart().svg());
    }

    String markdown() {
        return "# Throughput\n\n- " + String.join("\n- ", notes) + "\n\n" + table()
                + "\n![throughput](throughput.svg)\n\n![processor time](cpu.svg)\n";
    }

    MarkdownTable table() {
        List<String> numbers = new ArrayList<>(
                List.of("requests/s", "× direct", "p50 ms", "p99 ms", "p99.9 ms", "CPU µs/request", "RSS MiB"));
        if (hasNutcracker()) {
            numbers.add("CPU × nutcracker");
        }
        if (hasSystemCalls()) {
            numbers.add("system calls/request");
        }
        MarkdownTable table = new MarkdownTable(List.of("load", "request", "through"), numbers);
        for (Result result : results) {
            for (String target : result.rounds().targets()) {
                table.row(row(result, target));
            }
        }
        return table;
    }

    private List<String> row(Result result, String target) {
        Rounds rounds = result.rounds();
        List<String> row =
                new ArrayList<>(List.of(result.load().title(), result.request().name(), target));
        row.add(number("%.0f", rounds.median(target, Measurement::requestsPerSecond)));
        row.add(number("%.2f", rounds.ratio(target, Stand.DIRECT, Measurement::requestsPerSecond)));
        row.add(number("%.3f", rounds.median(target, m -> m.report().p50Millis())));
        row.add(number("%.3f", rounds.median(target, m -> m.report().p99Millis())));
        row.add(number("%.3f", rounds.median(target, m -> m.report().p999Millis())));
        row.add(number("%.2f", rounds.median(target, Measurement::cpuMicros)));
        row.add(number("%.0f", rounds.median(target, Measurement::residentMiB)));
        if (hasNutcracker()) {
            row.add(number("%.2f", rounds.ratio(target, Peer.NUTCRACKER.name(), Measurement::cpuMicros)));
        }
        if (hasSystemCalls()) {
            row.add(number("%.2f", result.systemCalls().getOrDefault(target, Double.NaN)));
        }
        return row;
    }

    private BarChart throughputChart() {
        BarChart chart = new BarChart("Requests per second, direct Redis = 1 (longer is better)", targets);
        for (Result result : results) {
            Map<String, Double> ratios = new LinkedHashMap<>();
            for (String target : result.rounds().targets()) {
                result.rounds()
                        .ratio(target, Stand.DIRECT, Measurement::requestsPerSecond)
                        .ifPresent(ratio -> ratios.put(target, ratio));
            }
            chart.group(result.title(), ratios);
        }
        return chart;
    }

    private BarChart cpuChart() {
        BarChart chart = new BarChart("Processor time of the process, µs per request (shorter is better)", targets);
        for (Result result : results) {
            Map<String, Double> times = new LinkedHashMap<>();
            for (String target : result.rounds().targets()) {
                times.put(target, result.rounds().median(target, Measurement::cpuMicros));
            }
            chart.group(result.title(), times);
        }
        return chart;
    }

    private boolean hasNutcracker() {
        return targets.contains(Peer.NUTCRACKER.name());
    }

    private boolean hasSystemCalls() {
        return results.stream().anyMatch(result -> !result.systemCalls().isEmpty());
    }

    private static String number(String format, OptionalDouble value) {
        return number(format, value.orElse(Double.NaN));
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NOTHING;
    }
}
