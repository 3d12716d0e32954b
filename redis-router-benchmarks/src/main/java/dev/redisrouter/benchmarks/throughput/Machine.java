package dev.redisrouter.benchmarks.throughput;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where it was measured; numbers of two machines tell nothing of each other.
 *
 * @param load the system's load average over the last minute, before the first round
 */
record Machine(int cores, String processor, String kernel, String jdk, String redis, double load) {

    static Machine observed(String redisVersion) throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processor(Files.readAllLines(Path.of("/proc/cpuinfo"))),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                redisVersion,
                Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
    }

    /** Not every architecture names it. */
    static String processor(List<String> cpuinfo) {
        return cpuinfo.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** Whether others used it too. */
    boolean isBusy() {
        return load > cores / 4.0;
    }

    @Override
    public String toString() {
        return cores + " cores of " + processor + ", " + kernel + ", " + jdk + ", Redis " + redis
                + String.format(Locale.ROOT, ", load average %.2f at the beginning", load)
                + (isBusy() ? ": it was busy, so trust ratios alone" : "");
    }
}
