package dev.redisrouter.test.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person types into redis-cli works as with one Redis, and shows the nodes in turn to who looks for them. */
class RedisCliIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @BeforeAll
    static void isInstalled() throws IOException {
        String answer;
        try {
            answer = output(new ProcessBuilder("redis-cli", "--version").start(), "");
        } catch (IOException e) {
            answer = String.valueOf(e.getMessage());
        }
        assumeTrue(answer.startsWith("redis-cli"), "redis-cli: " + answer + " (expected: a program on the PATH)");
    }

    @Test
    void setsAndGets() throws IOException {
        assertThat(cli("SET", "hello", "world")).isEqualTo("OK\n");
        assertThat(cli("GET", "hello")).isEqualTo("world\n");
        assertThat(cli("-n", "5", "GET", "hello")).isEqualTo("\n");
        assertThat(cli("-3", "HSET", "h", "f", "v")).isEqualTo("1\n");
        assertThat(cli("-3", "--json", "HGETALL", "h")).isEqualTo("{\"f\":\"v\"}\n");
        assertThat(cli("NOSUCH")).startsWith("ERR unknown command 'NOSUCH'");
        assertThat(cli("SHUTDOWN")).startsWith("ERR 'shutdown' is refused by the router");
        assertThat(cli("--no-auth-warning", "-a", "wrong", "--user", "nobody", "PING"))
                .contains("WRONGPASS");
    }

    /** Whoever has served more, such as the master while replicas caught up, is passed over until the others have too. */
    @Test
    void showsThreeNodesInThreeQuestions() throws IOException {
        String[] all = redis.lab().nodes().stream()
                .map(LabNode::port)
                .map(String::valueOf)
                .toArray(String[]::new);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(threeTimes("server", "tcp_port:")).containsExactlyInAnyOrder(all));
        assertThat(threeTimes("replication", "role:")).containsExactlyInAnyOrder("master", "slave", "slave");
    }

    private static List<String> threeTimes(String section, String field) throws IOException {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(field(cli("INFO", section), field));
        }
        return answers;
    }

    @Test
    void takesLinesFromItsInput() throws IOException {
        String lines =
                "SELECT 2\nMULTI\nSET k 'a b'\nGET k\nEXEC\nWATCH k\nUNWATCH\nBLPOP none 0.01\nRESET\nGET k\nPING\n";

        assertThat(typed(lines)).isEqualTo("OK\nOK\nQUEUED\nQUEUED\nOK\na b\nOK\nOK\n\nRESET\n\nPONG\n");
    }

    @Test
    void loadsInBulk() throws IOException {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            commands.append("SET key-").append(i).append(" value-").append(i).append("\r\n");
        }

        assertThat(typed(commands.toString(), "--pipe")).contains("errors: 0, replies: 10000");
        assertThat(cli("GET", "key-9999")).isEqualTo("value-9999\n");
        assertThat(cli("DBSIZE")).isEqualTo("10000\n");
        assertThat(cli("--scan", "--pattern", "key-999*").lines()).hasSize(11);
    }

    @Test
    void takesAValueFromItsInput() throws IOException {
        String value = "v".repeat(3 << 20);
        assertThat(typed(value, "-x", "SET", "big")).isEqualTo("OK\n");
        assertThat(cli("GET", "big")).isEqualTo(value + "\n");
    }

    @Test
    void repeatsItself() throws IOException {
        assertThat(cli("-r", "100", "INCR", "n").lines()).hasSize(100).last().isEqualTo("100");
        assertThat(cli("EVAL", "return redis.call('GET', KEYS[1])", "1", "n")).isEqualTo("100\n");
    }

    private static String cli(String... arguments) throws IOException {
        return typed("", arguments);
    }

    private static String typed(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "redis-cli",
                "-h",
                redis.router().host(),
                "-p",
                Integer.toString(redis.router().port())));
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command).redirectErrorStream(true).start(), input);
    }

    private static String output(Process process, String input) throws IOException {
        Thread typing = new Thread(() -> {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        typing.start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).trim())
                .findFirst()
                .orElseThrow();
    }
}
