package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.examples.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the demo cannot keep a promise it says which, goes on as far as it can, and does not end with zero. */
class BrokenPromiseIT {

    /** Nobody is left to elect a new master. */
    @Test
    void noSentinelNoFailover() throws Exception {
        try (Program demo = Program.main(Demo.class, "--fast")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> sentinels(demo).size() == 3 || !demo.isAlive());
            sentinels(demo).forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());

            int exitCode = demo.exitCode(110);

            assertThat(demo.out())
                    .contains("   ✗ NOT KEPT: writes go on by themselves: not within 30 s of the pause")
                    .anyMatch(line -> line.startsWith("   ✓ every acknowledged write is there"))
                    .contains("Not kept, 1:");
            assertThat(exitCode).isEqualTo(1);
        }
    }

    @Test
    void nothingStarts() throws Exception {
        Map<String, String> noServer = Map.of("JDK_JAVA_OPTIONS", "-Dredisrouter.lab.redis-server=/no/such/server");
        try (Program demo = Program.main(noServer, Demo.class)) {
            assertThat(demo.exitCode(60)).isEqualTo(1);
            assertThat(demo.out())
                    .anyMatch(line ->
                            line.startsWith("   ✗ NOT KEPT: everything starts") && line.contains("/no/such/server"));
            assertThat(demo.err()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private static List<Long> sentinels(Program demo) {
        return demo.out().stream()
                .filter(line -> line.endsWith(" Sentinel"))
                .map(line -> Long.parseLong(line.replaceAll(".* pid (\\d+) .*", "$1")))
                .toList();
    }
}
