package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** However a lab or its JVM ends, no process and no file of it stays. */
class LeavesNothingBehindIT {
    private static final Logger LOG = LoggerFactory.getLogger(LeavesNothingBehindIT.class);
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void whenTheJvmIsKilled(@TempDir Path temp) throws IOException {
        try (OtherJvm jvm = OtherJvm.start("run", temp)) {
            jvm.awaitWord("starting");
            List<Long> servers = pids(jvm.awaitWord("up"));
            assertThat(servers).hasSize(6).allMatch(Remains::isAlive);
            assertThat(temp).isNotEmptyDirectory();

            jvm.kill();

            awaitNothing(servers, temp, jvm);
        }
    }

    @RepeatedTest(6)
    void whenTheJvmIsKilledDuringTheStart(@TempDir Path temp) throws IOException, InterruptedException {
        long millis = ThreadLocalRandom.current().nextLong(600);
        try (OtherJvm jvm = OtherJvm.start("run", temp)) {
            jvm.awaitWord("starting");
            LOG.info("the other JVM is killed {} ms after it began to start a lab", millis);

            assertThat(jvm.livesFor(millis)).isTrue();
            jvm.kill();

            awaitNothing(List.of(), temp, jvm);
        }
    }

    @Test
    void whenTheJvmExitsWithoutClosing(@TempDir Path temp) throws IOException {
        try (OtherJvm jvm = OtherJvm.start("exit", temp)) {
            jvm.awaitWord("starting");
            List<Long> servers = pids(jvm.awaitWord("up"));

            awaitNothing(servers, temp, jvm);
        }
    }

    @Test
    void whenTheLabIsClosedWithAPausedNode(@TempDir Path temp) throws IOException {
        try (OtherJvm jvm = OtherJvm.start("close", temp)) {
            jvm.awaitWord("starting");
            List<Long> servers = pids(jvm.awaitWord("closed"));

            assertThat(servers).hasSize(3).noneMatch(Remains::isAlive);
            assertThat(temp).isEmptyDirectory();
            assertThat(jvm.process().isAlive()).isTrue();
        }
    }

    @Test
    void whenTheStartFails(@TempDir Path temp) throws IOException {
        try (OtherJvm jvm = OtherJvm.start("fail", temp)) {
            jvm.awaitWord("starting");
            jvm.awaitWord("failed");

            assertThat(temp).isEmptyDirectory();
            assertThat(Remains.processesIn(temp, jvm.process().pid())).isEmpty();
            assertThat(jvm.process().isAlive()).isTrue();
        }
    }

    private static List<Long> pids(String line) {
        return Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
    }

    private static void awaitNothing(List<Long> servers, Path temp, OtherJvm jvm) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(servers).noneMatch(Remains::isAlive);
            assertThat(temp).isEmptyDirectory();
            assertThat(Remains.processesIn(temp, jvm.process().pid())).isEmpty();
        });
    }
}
