package dev.redisrouter.benchmarks.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The program that makes the load. */
record RedisBenchmark(Path program, Path directory) {
    static final int KEYS = 1_000;

    private static final long MINUTES = 5;

    /** {@code SET} and {@code GET}. A load's SET leaves all keys with values of the size that its GET is to read. */
    enum Request {
        SET,
        GET
    }

    List<String> command(Target target, BenchmarkLoad load, Request request, int requests) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(target.door());
        command.addAll(List.of("-t", request.name().toLowerCase(Locale.ROOT)));
        command.addAll(List.of("-c", Integer.toString(load.clients())));
        command.addAll(List.of("-P", Integer.toString(load.pipeline())));
        command.addAll(List.of("-d", Integer.toString(load.valueBytes())));
        command.addAll(List.of("-r", Integer.toString(KEYS)));
        command.addAll(List.of("-n", Integer.toString(requests)));
        return command;
    }

    /**
     * Runs it, or a program around it, to its end.
     *
     * @throws IOException if it fails, with what it said
     */
    BenchmarkReport run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("redis-benchmark.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(String.join(" ", command) + " has not ended within " + MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        // progress is overwritten on a terminal, line by line
        String said = Files.readString(output, UTF_8).replace('\r', '\n');
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + tail(said));
        }
        return BenchmarkReport.parse(said);
    }

    private static String tail(String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
