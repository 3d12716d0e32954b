package dev.redisrouter.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have used until now, all threads together, as {@code /proc} tells.
 *
 * @param cpuMicros in steps of 10,000
 */
record ProcessUsage(long cpuMicros, double residentMiB) {
    /** The kernel tells times in hundredths of a second to programs, whatever it counts in itself. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final double KIB_PER_MIB = 1024;

    static ProcessUsage of(long pid) throws IOException {
        long cpuMicros = 0;
        double residentMiB = 0;
        for (long each : withChildren(pid)) {
            Path process = Path.of("/proc", Long.toString(each));
            cpuMicros += cpuMicros(Files.readString(process.resolve("stat")));
            residentMiB += residentMiB(Files.readAllLines(process.resolve("status")));
        }
        return new ProcessUsage(cpuMicros, residentMiB);
    }

    /** The process and those that it has started, and these in turn. */
    static List<Long> withChildren(long pid) {
        Stream<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children).toList();
    }

    /** {@code proc(5)}: the fields follow the program's name, which stands in parentheses and may hold any character. */
    static long cpuMicros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * MICROS_PER_TICK;
    }

    static double residentMiB(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("status: " + status + " (expected: a line VmRSS)"));
    }
}
