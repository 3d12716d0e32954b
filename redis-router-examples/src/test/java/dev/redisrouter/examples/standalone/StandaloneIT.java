package dev.redisrouter.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.examples.Program;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The jar is a Redis to its clients, says what it does on standard output, and ends with its signals. */
@RedisLabTest(password = "a s3cret")
class StandaloneIT {
    private static final Path JAR = Path.of(System.getProperty("standalone.jar"));
    private static final Map<String, String> PASSWORD = Map.of("REDIS_ROUTER_PASSWORD", "a s3cret");

    @Test
    void servesUntilSigterm(RedisLab lab) throws Exception {
        try (Program router = Program.jar(JAR, PASSWORD, sentinels(lab, "--listen", "127.0.0.1:0"))) {
            try (Jedis redis = new Jedis("127.0.0.1", readyPort(router))) {
                assertThat(redis.ping()).isEqualTo("PONG");
                redis.set("hello", "world");
                assertThat(redis.get("hello")).isEqualTo("world");
            }
            assertThat(lab.master().command("GET", "hello")).isEqualTo("world");

            router.terminate();
            assertThat(router.exitCode(20)).isEqualTo(143);
            assertThat(router.err()).noneMatch(line -> line.contains("s3cret") || line.contains("Exception"));
        }
    }

    @Test
    void aUnixSocketCanBeItsOnlyDoor(RedisLab lab, @TempDir Path directory) throws Exception {
        Path socket = directory.resolve("redis.sock");
        String[] args = sentinels(lab, "--unix-socket", socket.toString(), "--no-tcp");
        Map<String, String> environment =
                Map.of("REDIS_ROUTER_PASSWORD", "a s3cret", "REDIS_ROUTER_CLIENT_PASSWORD", "of-the-clients");
        try (Program router = Program.jar(JAR, environment, args)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !router.isAlive() || count(router.out(), "redis-router is ready on " + socket) == 1);
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                client.write(ByteBuffer.wrap(
                        "PING\r\nAUTH of-the-clients\r\nPING\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
                ByteBuffer replies = ByteBuffer.allocate(1024);
                while (client.read(replies) >= 0) {
                    assertThat(replies.hasRemaining()).isTrue();
                }
                assertThat(new String(replies.array(), 0, replies.position(), StandardCharsets.US_ASCII))
                        .isEqualTo("-NOAUTH Authentication required.\r\n+OK\r\n+PONG\r\n+OK\r\n");
            }
            router.terminate();
            assertThat(router.exitCode(20)).isEqualTo(143);
            assertThat(socket).doesNotExist();
            assertThat(router.err()).noneMatch(line -> line.contains("of-the-clients") || line.contains("Exception"));
        }
    }

    @Test
    void printsItsFiguresAsOftenAsAsked(RedisLab lab) throws Exception {
        String[] args = sentinels(lab, "--listen", "127.0.0.1:0", "--stats", "200ms", "--log-level", "warn");
        try (Program router = Program.jar(JAR, PASSWORD, args)) {
            readyPort(router);
            await().atMost(Duration.ofSeconds(10)).until(() -> count(router.out(), "redis.router.topology.age") >= 2);
            assertThat(router.err()).filteredOn(line -> line.contains(" INFO ")).isEmpty();
        }
    }

    @Test
    void saysWhoWasAskedWhenNobodyAnswers() throws Exception {
        String nobody = "127.0.0.1:" + closedPort();
        String[] args = {
            "--sentinel", nobody, "--listen", "127.0.0.1:0", "--start-timeout", "1s", "--log-level", "error"
        };
        try (Program router = Program.jar(JAR, Map.of(), args)) {
            assertThat(router.exitCode(30)).isEqualTo(1);
            assertThat(router.out()).isEmpty();
            assertThat(router.err())
                    .anyMatch(line -> line.startsWith("redis-router: "))
                    .anyMatch(line -> line.contains(nobody))
                    .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
        }
    }

    @Test
    void aPortThatIsTakenIsNoMistakeOfTheCommandLine(RedisLab lab) throws Exception {
        String taken = lab.master().address().toString();
        try (Program router = Program.jar(JAR, PASSWORD, sentinels(lab, "--listen", taken, "--log-level", "error"))) {
            assertThat(router.exitCode(30)).isEqualTo(1);
            assertThat(router.err())
                    .anyMatch(line -> line.startsWith("redis-router: ")
                            && line.contains(Integer.toString(lab.master().port())))
                    .noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void aWrongCommandLineEndsWithTwo() throws Exception {
        try (Program router = Program.jar(JAR, Map.of(), "--node", "r1:6379", "--listen", "nowhere")) {
            assertThat(router.exitCode(30)).isEqualTo(2);
            assertThat(router.err()).anyMatch(line -> line.contains("'nowhere' (expected: host:port)"));
        }
    }

    @Test
    void helpTeachesAndTheVersionIsThatOfTheBuild() throws Exception {
        try (Program help = Program.jar(JAR, Map.of(), "--help");
                Program version = Program.jar(JAR, Map.of(), "--version")) {
            assertThat(help.exitCode(30)).isZero();
            assertThat(help.out())
                    .anyMatch(line -> line.contains("--sentinel s1:26379 s2:26379 s3:26379"))
                    .anyMatch(line -> line.contains("--replay-idempotent-writes"))
                    .allMatch(line -> line.length() <= 110);
            assertThat(version.exitCode(30)).isZero();
            assertThat(version.out()).singleElement().asString().matches("redis-router \\d+\\.\\d+\\.\\d+.*");
        }
    }

    private static String[] sentinels(RedisLab lab, String... more) {
        List<String> args = new ArrayList<>(List.of("--sentinel"));
        lab.sentinels().forEach(sentinel -> args.add(sentinel.address().toString()));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static int readyPort(Program router) {
        String ready = "redis-router is ready on 127.0.0.1:";
        await().atMost(Duration.ofSeconds(30)).until(() -> !router.isAlive() || count(router.out(), ready) == 1);
        assertThat(router.out()).as(() -> String.join("\n", router.err())).isNotEmpty();
        String line = router.out().get(0);
        return Integer.parseInt(line.substring(ready.length(), line.indexOf(',')));
    }

    private static long count(List<String> lines, String start) {
        return lines.stream().filter(line -> line.startsWith(start)).count();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
