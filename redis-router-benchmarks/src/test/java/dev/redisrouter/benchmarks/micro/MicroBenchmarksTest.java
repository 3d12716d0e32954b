package dev.redisrouter.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every micro benchmark runs; how fast is nothing that a test could say. */
class MicroBenchmarksTest {
    private static final Options AS_SHORT_AS_CAN_BE = new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    @Test
    void eachGivesAResult() throws RunnerException {
        Collection<RunResult> results = new Runner(AS_SHORT_AS_CAN_BE).run();

        assertThat(results)
                .extracting(result -> result.getParams().getBenchmark())
                .containsAll(benchmarks());
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    private static List<String> benchmarks() {
        return Stream.of(
                        RequestDecoding.class,
                        ReplyScanning.class,
                        Classification.class,
                        Freshness.class,
                        ReadRouting.class,
                        ReplyOrdering.class)
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(method -> type.getName() + "." + method.getName()))
                .toList();
    }
}
