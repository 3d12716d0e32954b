package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.test.RedisLab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a module's commands do the router learns from the server. Needs a C compiler and a {@code redis-server} that loads
 * modules, as the one that the tests bring does not, and skips without them.
 */
class ModuleCommandsIT {
    @TempDir
    static Path directory;

    private static RedisLab lab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path source = directory.resolve("module.c");
        Path module = directory.resolve("module.so");
        try (InputStream in = ModuleCommandsIT.class.getResourceAsStream("/module.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        assumeTrue(runs("cc", "-shared", "-fPIC", "-o", module.toString(), source.toString()), "no C compiler");
        assumeTrue(runs("redis-server", "--version"), "no redis-server installed");
        lab = RedisLab.builder()
                .sentinels(0)
                .server("redis-server")
                .nodeLines("loadmodule " + module)
                .start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static RedisRouter router(UnaryOperator<CommandsConfig> commands) {
        return RedisRouter.start(lab.routerConfig()
                .reads(r -> r.consistency(Consistency.EVENTUAL))
                .commands(commands));
    }

    /** Until what the server says has come, or the table without it would be what is tested. */
    private static void awaitSpread(Wire client, String... read) {
        Awaitility.await().untilAsserted(() -> {
            NodeCalls.reset(lab);
            for (int i = 0; i < 30; i++) {
                client.call(read);
            }
            assertThat(NodeCalls.of(lab, read[0])).allMatch(calls -> calls >= 5);
        });
    }

    @Test
    void readsGoToEveryNode() {
        try (RedisRouter router = router(c -> c);
                Wire client = Wire.to(router)) {
            awaitSpread(client, "LAB.READ", "key");
            awaitSpread(client, "lab.search", "words");
        }
    }

    @Test
    void writesAndWhatIsNotSaidGoToTheMaster() {
        try (RedisRouter router = router(c -> c);
                Wire client = Wire.to(router)) {
            awaitSpread(client, "LAB.READ", "key");
            NodeCalls.reset(lab);
            for (int i = 0; i < 30; i++) {
                assertThat(client.call("LAB.WRITE", "key")).isEqualTo(":-2\r\n");
                assertThat(client.call("LAB.UNSAID", "key")).isEqualTo(":2\r\n");
            }
            assertThat(NodeCalls.of(lab, "lab.unsaid")).containsExactly(30L, 0L, 0L);
            assertThat(NodeCalls.of(lab.master(), "lab.write")).isEqualTo(30);
            assertThat(lab.replicas())
                    .allSatisfy(replica ->
                            assertThat(replica.info("errorstat_READONLY")).isEmpty());
        }
    }

    @Test
    void theUsersWordCountsMore() {
        try (RedisRouter router = router(
                        c -> c.masterOnly("LAB.READ").anyNode("LAB.UNSAID").refuse("LAB.WRITE"));
                Wire client = Wire.to(router)) {
            awaitSpread(client, "LAB.SEARCH", "words");
            NodeCalls.reset(lab);
            for (int i = 0; i < 30; i++) {
                assertThat(client.call("LAB.READ", "key")).isEqualTo(":2\r\n");
                client.call("LAB.UNSAID");
                client.call("STRLEN", "none");
            }
            assertThat(NodeCalls.of(lab, "lab.read")).containsExactly(30L, 0L, 0L);
            assertThat(NodeCalls.of(lab, "lab.unsaid")).allMatch(calls -> calls > 0);
            assertThat(client.call("LAB.WRITE", "key")).contains("refused");
        }
    }
}
