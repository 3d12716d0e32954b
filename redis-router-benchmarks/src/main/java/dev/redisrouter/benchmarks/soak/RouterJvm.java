package dev.redisrouter.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.benchmarks.process.TimeLimit;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.tls.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/** A {@link SoakedRouter}, seen from outside. For one thread. */
final class RouterJvm implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(90);
    private static final long CLOSE_SECONDS = 90;

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final WayIn wayIn;

    private RouterJvm(Process process, Optional<SSLSocketFactory> encrypted) throws IOException {
        this.process = process;
        this.in = process.outputWriter(UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.wayIn = new WayIn(Integer.parseInt(answer()), encrypted);
    }

    /** Clients speak TLS if the lab does. */
    static RouterJvm start(RedisLab lab, Transport transport, String leakDetection) throws IOException {
        Optional<Path> trusted = lab.certificate();
        if (trusted.isEmpty()) {
            SoakedConfig config = new SoakedConfig(lab.sentinelUri(), transport, Optional.empty());
            return start(config, leakDetection, Optional.empty());
        }
        Path directory = Files.createDirectory(lab.directory().resolve("endpoint"));
        SelfSigned shown = SelfSigned.create(directory, List.of("127.0.0.1"));
        SoakedConfig.Tls tls = new SoakedConfig.Tls(trusted.get(), shown.certificate(), shown.key());
        SoakedConfig config = new SoakedConfig(lab.sentinelUri(), transport, Optional.of(tls));
        return start(config, leakDetection, Optional.of(shown.sockets()));
    }

    /** All of the heap is there from the beginning, so that what the process holds grows only by what is outside of it. */
    private static RouterJvm start(SoakedConfig config, String leakDetection, Optional<SSLSocketFactory> encrypted)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:MaxDirectMemorySize=512m",
                "-Dio.netty.leakDetection.level=" + leakDetection,
                "-Dio.netty.leakDetection.targetRecords=20",
                "-cp",
                System.getProperty("java.class.path"),
                SoakedRouter.class.getName()));
        command.addAll(config.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new RouterJvm(process, encrypted);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** To the endpoint. */
    WayIn wayIn() {
        return wayIn;
    }

    /** How often the client that needs no socket has come and gone. */
    long doorVisits() throws IOException {
        return Long.parseLong(ask(SoakedRouter.DOOR));
    }

    /** Collects garbage, and looks. */
    Sample sample() throws IOException {
        return Sample.parse(ask(SoakedRouter.SAMPLE));
    }

    /** Ends the client that needs no socket, and has all leaks reported, and one on purpose: true when that was reported too. */
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
        if (process.exitValue() != 0) {
            throw new IOException(
                    "the router's JVM: ended with " + process.exitValue() + ", see its output (expected: 0)");
        }
    }
}
