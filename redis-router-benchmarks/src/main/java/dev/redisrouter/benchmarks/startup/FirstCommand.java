package dev.redisrouter.benchmarks.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.benchmarks.process.TimeLimit;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.resp.RespClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/**
 * From the start of a router until a write and a read through its endpoint were answered. It is closed then.
 *
 * @param nanos how long it took
 * @param cpuNanos what its JVM used of all cores, which says more on a machine that has other things to do
 */
record FirstCommand(long nanos, long cpuNanos) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern READY = Pattern.compile("ready on 127\\.0\\.0\\.1:(\\d+)");

    double millis() {
        return nanos / 1e6;
    }

    double cpuMillis() {
        return cpuNanos / 1e6;
    }

    /** In this JVM. */
    static FirstCommand ofRouter(RouterConfig config) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        try (RedisRouter router = RedisRouter.start(config)) {
            ask(router.port());
            return new FirstCommand(System.nanoTime() - start, system.getProcessCpuTime() - cpu);
        }
    }

    /** In one that is started for it. */
    static FirstCommand ofJar(Path jar, List<String> javaOptions, RedisLab lab)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        command.addAll(List.of("-jar", jar.toString(), "--master", lab.masterName(), "--listen", "127.0.0.1:0"));
        for (LabNode sentinel : lab.sentinels()) {
            command.addAll(List.of("--sentinel", sentinel.address().toString()));
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (TimeLimit limit = TimeLimit.of(TIMEOUT, process);
                BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            ask(readyOn(out));
            long nanos = System.nanoTime() - start;
            return new FirstCommand(
                    nanos, process.info().totalCpuDuration().orElseThrow().toNanos());
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int readyOn(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IOException("the standalone router has ended (expected: that it says where it listens)");
    }

    private static void ask(int port) throws IOException {
        try (RespClient client = RespClient.connect(SocketFactory.getDefault(), "127.0.0.1", port, TIMEOUT)) {
            client.call("SET", "first", "command");
            client.call("GET", "first");
        }
    }
}
