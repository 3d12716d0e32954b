package dev.redisrouter.benchmarks.throughput;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What redis-benchmark says of one run, in its long form; the short forms know no 99.9 %.
 *
 * @param p999Millis the first line at or above 99.9 % of its table of latencies, 99.902 % unless there were few requests
 */
record BenchmarkReport(double requestsPerSecond, double p50Millis, double p99Millis, double p999Millis) {
    private static final double P999 = 99.9;

    private static final Pattern THROUGHPUT = Pattern.compile("throughput summary: ([\\d.]+) requests per second");
    private static final Pattern SUMMARY = Pattern.compile(
            "avg\\s+min\\s+p50\\s+p95\\s+p99\\s+max\\s+[\\d.]+\\s+[\\d.]+\\s+([\\d.]+)\\s+[\\d.]+\\s+([\\d.]+)");
    private static final Pattern PERCENTILE = Pattern.compile("([\\d.]+)% <= ([\\d.]+) milliseconds");

    /** @throws IllegalArgumentException if it is something else, such as an error */
    static BenchmarkReport parse(String output) {
        MatchResult summary = first(SUMMARY, output);
        return new BenchmarkReport(
                Double.parseDouble(first(THROUGHPUT, output).group(1)),
                Double.parseDouble(summary.group(1)),
                Double.parseDouble(summary.group(2)),
                p999(output));
    }

    private static double p999(String output) {
        return PERCENTILE
                .matcher(output)
                .results()
                .filter(line -> Double.parseDouble(line.group(1)) >= P999)
                .mapToDouble(line -> Double.parseDouble(line.group(2)))
                .findFirst()
                .orElseThrow(() -> unlike(PERCENTILE, output));
    }

    private static MatchResult first(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw unlike(pattern, output);
        }
        return matcher.toMatchResult();
    }

    private static IllegalArgumentException unlike(Pattern pattern, String output) {
        return new IllegalArgumentException("redis-benchmark said: " + output.strip() + " (expected: " + pattern + ")");
    }
}
