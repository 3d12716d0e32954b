package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.examples.Program;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** With {@code --keep-running} the reader's own client gets in at the end, and a signal ends everything. */
class KeepRunningIT {

    @Test
    void staysUntilItIsEnded() throws Exception {
        try (Program demo = Program.main(Demo.class, "--fast", "--keep-running")) {
            await().atMost(Duration.ofSeconds(100))
                    .until(() -> !demo.isAlive()
                            || demo.out().stream().anyMatch(line -> line.contains("goes on until Ctrl-C")));
            List<String> story = demo.out();
            assertThat(demo.isAlive()).as(() -> String.join("\n", story)).isTrue();

            int port = port(demo);
            try (Jedis redis = new Jedis("127.0.0.1", port)) {
                assertThat(redis.ping()).isEqualTo("PONG");
            }
            assertThat(pids(demo)).hasSize(6);

            demo.terminate();
            assertThat(demo.exitCode(30)).isEqualTo(143);
            assertThat(pids(demo)).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        }
    }

    private static int port(Program demo) {
        return demo.out().stream()
                .filter(line -> line.matches(" +redis-cli -p \\d+"))
                .map(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> pids(Program demo) {
        return demo.out().stream()
                .filter(line -> line.matches(".* pid \\d+ .*"))
                .map(line -> Long.parseLong(line.replaceAll(".* pid (\\d+) .*", "$1")))
                .toList();
    }
}
