package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.test.process.Programs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The short form of the comparison measures something, at least of the router and of Redis itself. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc tells what a process uses")
class ThroughputComparisonIT {
    private static final int FIRST_NUMBER = 3;

    @BeforeAll
    static void needsTheClient() {
        assumeTrue(Programs.onPath("redis-benchmark").isPresent(), "redis-benchmark is not on the PATH");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES) // half a minute, on a machine that does nothing else
    void measuresEveryLoadThroughTheRouterAndWithoutIt(@TempDir Path out) throws Exception {
        String said = run("--short", "--out", out.toString());

        String page = Files.readString(out.resolve("throughput.md"));
        assertThat(said).isEqualTo(page);
        for (BenchmarkLoad load : BenchmarkLoad.SHORT) {
            for (RedisBenchmark.Request request : RedisBenchmark.Request.values()) {
                assertMeasured(numbers(page, load, request, Stand.DIRECT));
                assertMeasured(numbers(page, load, request, Stand.ROUTER));
            }
        }
        for (String chart : List.of("throughput.svg", "cpu.svg")) {
            assertThat(Xml.parse(Files.readString(out.resolve(chart))).texts("text"))
                    .contains(Stand.DIRECT, Stand.ROUTER);
        }
    }

    /** The processor's time is told in steps of 10 ms, so that there may be none of it. */
    private static void assertMeasured(List<Double> numbers) {
        assertThat(numbers).hasSizeGreaterThan(1).allMatch(number -> number >= 0);
        assertThat(numbers.get(0)).as("requests per second").isPositive();
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new ThroughputComparison())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertThat(status).as(err::toString).isZero();
        return out.toString();
    }

    private static List<Double> numbers(
            String page, BenchmarkLoad load, RedisBenchmark.Request request, String target) {
        String begin = "| " + load.title() + " | " + request + " | " + target + " |";
        String row =
                page.lines().filter(line -> line.startsWith(begin)).findFirst().orElse("");
        assertThat(row).startsWith(begin);
        return Arrays.stream(row.substring(2, row.length() - 2).split(" \\| "))
                .skip(FIRST_NUMBER)
                .filter(cell -> !cell.equals("–"))
                .map(Double::valueOf)
                .toList();
    }
}
