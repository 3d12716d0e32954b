package dev.redisrouter.test.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Five hosts, of which the master is cut off with one replica, and an application with its router with them. The others elect a
 * master of their own, the cable is mended, and what the first one has taken meanwhile is thrown away: plain writes that were
 * acknowledged are lost, durable ones are not.
 */
class MinorityIT {
    private static final Logger LOG = LoggerFactory.getLogger(MinorityIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int APPLICATION = 1;

    @TempDir
    Path directory;

    /** What the application printed. */
    private final List<String> printed = new ArrayList<>();

    @BeforeAll
    static void namespaces() {
        String impossible = TwoSites.impossible();
        Assumptions.assumeTrue(impossible.isEmpty(), impossible);
    }

    @Test
    void durableWritesSurviveThePartition() throws Exception {
        experiment("durable");

        assertThat(keys("UNCERTAIN ")).as("what was written in the minority").isNotEmpty();
        assertThat(keys("ok ")).hasSizeGreaterThan(200);
        assertThat(lost).isZero();
        assertThat(printed).allMatch(line -> line.startsWith("ok ") || line.startsWith("UNCERTAIN "));
    }

    @Test
    void plainWritesDoNot() throws Exception {
        experiment("plain");

        assertThat(lost).isPositive();
    }

    private long lost;

    private void experiment(String kind) throws Exception {
        try (TwoSites sites = new TwoSites(2, 3);
                Deployment deployment = new Deployment(sites, directory)) {
            Process application = application(sites, kind);
            try {
                CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> read(application));
                awaitWritten(200);
                sites.cut();
                await().atMost(SOON).until(() -> deployment.masters().length == 2);
                int written = printedLines();
                awaitWritten(written + (kind.equals("durable") ? 4 : 400));
                sites.mend();
                await().atMost(SOON).until(() -> deployment.master() > 1);
                deployment.awaitSettled();
                awaitWritten(printedLines() + 100);
                application.getOutputStream().write('\n');
                application.getOutputStream().flush();
                reading.get(60, TimeUnit.SECONDS);
                count(deployment);
            } finally {
                application.destroyForcibly();
            }
        }
        LOG.info(
                "{}: {} acknowledged, of which {} lost; {} uncertain",
                kind,
                keys("ok ").size(),
                lost,
                keys("UNCERTAIN ").size());
    }

    private void count(Deployment deployment) {
        List<String> acknowledged = keys("ok ");
        List<String> command = new ArrayList<>(List.of("EXISTS"));
        command.addAll(acknowledged);
        String reply = deployment.redis(deployment.master(), command.toArray(String[]::new));
        lost = acknowledged.size() - Long.parseLong(reply.substring(1).strip());
    }

    private static Process application(TwoSites sites, String kind) throws IOException {
        StringBuilder uri = new StringBuilder("redis-sentinel://");
        for (int host = 0; host < sites.hosts(); host++) {
            uri.append(host == 0 ? "" : ",")
                    .append(sites.address(host))
                    .append(':')
                    .append(Deployment.SENTINEL);
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MinorityClient.class.getName(),
                uri + "#mymaster",
                kind);
        return new ProcessBuilder(sites.on(APPLICATION, command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void read(Process application) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(application.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("end"); line = lines.readLine()) {
                if (line.contains(" key:") && line.indexOf(' ') == line.lastIndexOf(' ')) {
                    synchronized (printed) {
                        printed.add(line);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int printedLines() {
        synchronized (printed) {
            return printed.size();
        }
    }

    private void awaitWritten(int lines) {
        await().atMost(SOON).until(() -> printedLines() >= lines);
    }

    private List<String> keys(String word) {
        synchronized (printed) {
            return printed.stream()
                    .filter(line -> line.startsWith(word))
                    .map(line -> line.substring(word.length()))
                    .toList();
        }
    }
}
