package dev.redisrouter.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.benchmarks.process.TimeLimit;
import dev.redisrouter.config.RuntimeConfig.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link SoakedRouter}, seen from outside. For one thread. */
final class RouterJvm implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final long CLOSE_SECONDS = 20;

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final int port;

    private RouterJvm(Process process) throws IOException {
        this.process = process;
        this.in = process.outputWriter(UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.port = Integer.parseInt(answer());
    }

    /** All of the heap is there from the beginning, so that what the process holds grows only by what is outside of it. */
    static RouterJvm start(String sentinelUri, Transport transport, String leakDetection) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:MaxDirectMemorySize=512m",
                        "-Dio.netty.leakDetection.level=" + leakDetection,
                        "-Dio.netty.leakDetection.targetRecords=20",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakedRouter.class.getName(),
                        sentinelUri,
                        transport.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new RouterJvm(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Of the endpoint, on 127.0.0.1. */
    int port() {
        return port;
    }

    /** Collects garbage, and looks. */
    Sample sample() throws IOException {
        return Sample.parse(ask(SoakedRouter.SAMPLE));
    }

    /** Has all leaks reported, and one on purpose: true when that was reported too. */
    boolean seesWhatIsLost() throws IOException {
        return Boolean.parseBoolean(ask(SoakedRouter.PLANT));
    }

    private String ask(String question) throws IOException {
        in.write(question + "\n");
        in.flush();
        return answer();
    }

    private String answer() throws IOException {
        try (TimeLimit limit = TimeLimit.of(ANSWER, process)) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("the router's JVM has ended (expected: an answer within " + ANSWER + ")");
            }
            return line;
        }
    }

    /** Closes the router, and waits for the end of its JVM. */
    @Override
    public void close() throws IOException, InterruptedException {
        in.close();
        if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the router's JVM: still there after " + CLOSE_SECONDS + " s (expected: closed)");
        }
    }
}
