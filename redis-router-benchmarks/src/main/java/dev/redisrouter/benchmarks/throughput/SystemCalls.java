package dev.redisrouter.benchmarks.throughput;

import dev.redisrouter.test.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts the system calls of a target with {@code perf stat}, which does not stop the process at each as strace does: a
 * process that is slowed down finds more to do at once, and makes fewer.
 */
record SystemCalls(Path perf, Path directory) {
    private static final String EVENT = "raw_syscalls:sys_enter";

    /** @throws IOException if there is no perf, or it may not count here */
    static SystemCalls counted(Path directory) throws IOException, InterruptedException {
        Path perf = Programs.onPath("perf").orElseThrow(() -> new IOException("perf is not on the PATH"));
        SystemCalls calls = new SystemCalls(perf, directory);
        Process trial = new ProcessBuilder(calls.around(ProcessHandle.current().pid(), List.of("true")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (trial.waitFor() != 0) {
            throw new IOException("perf may not count " + EVENT + " here (expected: root, or CAP_PERFMON and tracefs)");
        }
        calls.count();
        return calls;
    }

    /** How many the target makes for each request. */
    double perRequest(RedisBenchmark benchmark, Target target, List<String> command, int requests)
            throws IOException, InterruptedException {
        benchmark.run(around(target.pid(), command));
        return (double) count() / requests;
    }

    private List<String> around(long pid, List<String> command) {
        String pids =
                ProcessUsage.withChildren(pid).stream().map(String::valueOf).collect(Collectors.joining(","));
        List<String> counting = new ArrayList<>(List.of(perf.toString(), "stat", "-x", ",", "-e", EVENT, "-p", pids));
        counting.addAll(List.of("-o", output().toString(), "--"));
        counting.addAll(command);
        return counting;
    }

    private long count() throws IOException {
        return parse(Files.readString(output()));
    }

    /** The first field of the line of the event. */
    static long parse(String output) throws IOException {
        String line = output.lines()
                .filter(each -> each.contains(EVENT))
                .findFirst()
                .orElseThrow(() -> new IOException("perf said: " + output + " (expected: a count of " + EVENT + ")"));
        String count = line.substring(0, line.indexOf(','));
        if (!count.matches("\\d+")) {
            throw new IOException("perf said: " + line + " (expected: a count of " + EVENT + ")");
        }
        return Long.parseLong(count);
    }

    private Path output() {
        return directory.resolve("perf.out");
    }
}
