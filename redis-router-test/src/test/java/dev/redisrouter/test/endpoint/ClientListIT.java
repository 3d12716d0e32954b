package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code CLIENT LIST} shows the router's clients, of all its event loops and both doors, as a plain Redis shows its own. */
class ClientListIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.runtime(runtime -> runtime.eventLoops(3)))
            .keepingData();

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0)).keepingData();

    /** Those that say the same whatever the machine and the server. */
    private static final List<String> COMPARED = List.of(
            "name", "flags", "db", "sub", "psub", "ssub", "multi", "watch", "capa", "cmd", "user", "redir", "resp");

    @Test
    void answersWhatIsWrongAsRedisDoes() {
        List<String> lines = List.of(
                "CLIENT LIST TYPE",
                "CLIENT LIST TYPE foo",
                "CLIENT LIST TYPE master",
                "CLIENT LIST TYPE slave",
                "client list type Replica",
                "CLIENT LIST TYPE pubsub",
                "CLIENT LIST ID",
                "CLIENT LIST ID x",
                "CLIENT LIST ID 0",
                "CLIENT LIST ID -1",
                "CLIENT LIST ID 999999",
                "CLIENT LIST ID 1 2 x",
                "CLIENT LIST TYPE normal ID 1",
                "CLIENT LIST FOO",
                "CLIENT LIST FOO x",
                "CLIENT LIST ID 999999 TYPE pubsub",
                "CLIENT LIST ID 999999 999998 LADDR 1:2 ID 999997",
                "CLIENT LIST ID TYPE normal",
                "CLIENT LIST ID TYPE",
                "CLIENT LIST ID 9999999999999999999999",
                "CLIENT LIST TYPE primary",
                "CLIENT LIST TYPE foo SKIPME yes",
                "CLIENT LIST TYPE pubsub SKIPME",
                "CLIENT LIST TYPE pubsub SKIPME maybe",
                "CLIENT LIST SKIPME yes TYPE master",
                "CLIENT LIST USER nobody",
                "CLIENT LIST USER nobody TYPE normal",
                "CLIENT LIST USER default TYPE pubsub",
                "CLIENT LIST ADDR 1:2",
                "CLIENT LIST LADDR 1:2",
                "CLIENT LIST MAXAGE 1000",
                "CLIENT LIST MAXAGE 9223372036854775807",
                "CLIENT LIST MAXAGE x",
                "CLIENT LIST MAXAGE 0",
                "CLIENT LIST NAME x",
                "CLIENT LIST ID 999999\r\nPING\r\nCLIENT LIST ID 999999\r\nECHO behind",
                "CLIENT INFO x");
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                Stream.concat(lines.stream(), lines.stream().map(line -> "HELLO 3\r\n" + line))
                        .map(line -> line + "\r\n")
                        .toList());
    }

    @Test
    void hasTheFieldsOfRedisInItsOrder() {
        try (Wire router = Wire.to(redis.router());
                Wire server = Wire.to(plain.lab().master())) {
            List<String> expected = new ArrayList<>(
                    ClientLines.of(server.call("CLIENT", "INFO")).get(0).keySet());
            if (!expected.contains("lib-name")) {
                // since Redis 7.2, and taken by the router whatever the node
                Collections.addAll(expected, "lib-name", "lib-ver");
            }

            assertThat(ClientLines.of(router.call("CLIENT", "INFO")).get(0).keySet())
                    .containsExactlyElementsOf(expected);
            assertThat(ClientLines.of(router.call("CLIENT", "LIST")).get(0).keySet())
                    .containsExactlyElementsOf(expected);
        }
    }

    static Stream<List<String>> conversations() {
        return Stream.of(
                List.of("PING"),
                List.of("CLIENT SETNAME me", "SELECT 3", "GET k"),
                List.of("HELLO 3 SETNAME other", "client getname"),
                List.of("CONFIG GET save"),
                List.of("CLIENT SETNAME \"a\\x00b\"", "CLIENT GETNAME"),
                List.of("CLIENT CAPA redirect other", "PING"),
                List.of("CLIENT CAPA foo", "PING"),
                List.of("CLIENT CAPA redirect", "RESET"),
                List.of("WATCH a b", "WATCH c"),
                List.of("WATCH a b", "MULTI", "GET a"),
                List.of("WATCH a b", "UNWATCH"),
                List.of("WATCH a b", "MULTI", "EXEC"),
                List.of("WATCH a b", "SUBSCRIBE s", "UNSUBSCRIBE s"),
                List.of("WATCH"),
                List.of("CLIENT NOSUCH x", "NOSUCH"),
                List.of("MULTI", "SET a 1", "GET a", "MULTI", "WATCH a"),
                List.of("MULTI", "SET a 1", "EXEC"),
                List.of("MULTI", "SET a 1", "DISCARD", "WATCH a"),
                List.of("SUBSCRIBE a", "SUBSCRIBE b", "SUBSCRIBE a", "PSUBSCRIBE p", "SSUBSCRIBE s"),
                List.of("SUBSCRIBE a", "SUBSCRIBE b", "UNSUBSCRIBE b", "PSUBSCRIBE p", "PUNSUBSCRIBE"),
                List.of("SUBSCRIBE a", "RESET"),
                List.of("SUBSCRIBE a", "UNSUBSCRIBE"),
                List.of("MONITOR"),
                List.of("SELECT 2", "CLIENT SETNAME me", "HELLO 3", "RESET"));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void showsAClientAsRedisShowsIt(List<String> conversation) {
        Map<String, String> expected = shown(() -> Wire.to(plain.lab().master()), conversation);
        assertThat(shown(() -> Wire.to(redis.router()), conversation)).isEqualTo(expected);
    }

    private static Map<String, String> shown(Supplier<Wire> server, List<String> conversation) {
        try (Wire client = server.get();
                Wire other = server.get()) {
            String id = ClientLines.idOf(client);
            for (String line : conversation) {
                client.send(line + "\r\n").reply();
            }
            Map<String, String> fields = ClientLines.seenBy(other, id);
            fields.keySet().retainAll(COMPARED);
            if (fields.containsKey("capa")) {
                // Valkey forgets it on an error, and shows 0 of a client that has ever watched a key
                fields.remove("multi");
            }
            return fields;
        }
    }

    @Test
    void showsAClientThatIsBlocked() {
        try (Wire client = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            String id = ClientLines.idOf(client);
            client.send("BLPOP none 0\r\n");

            await().untilAsserted(() -> assertThat(ClientLines.seenBy(other, id))
                    .containsEntry("flags", "b")
                    .containsEntry("cmd", "blpop"));
            other.call("RPUSH", "none", "x");
            assertThat(client.reply()).startsWith("*2");
            assertThat(ClientLines.seenBy(other, id)).containsEntry("flags", "N");
        }
    }

    @Test
    void showsEveryClientOnceWhateverItsLoopAndDoor() {
        List<Wire> wires = new ArrayList<>();
        StatefulRedisConnection<String, String> door = redis.router().connect();
        try {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                wires.add(Wire.to(redis.router()));
                ids.add(ClientLines.idOf(wires.get(i)));
            }
            String doorId = String.valueOf(door.sync().clientId());
            ids.add(doorId);

            for (Wire wire : wires) {
                List<String> listed = ClientLines.of(wire.call("CLIENT", "LIST")).stream()
                        .map(fields -> fields.getOrDefault("id", ""))
                        .toList();
                assertThat(listed)
                        .containsAll(ids)
                        .doesNotHaveDuplicates()
                        .isSortedAccordingTo(Comparator.comparingLong(Long::parseLong));
            }
            assertThat(ClientLines.of(door.sync().clientList().transform(text -> "$" + text.length() + "\r\n" + text)))
                    .extracting(fields -> fields.getOrDefault("id", ""))
                    .containsAll(ids);

            String swapped = wires.get(0).call("CLIENT", "LIST", "ID", ids.get(5), ids.get(2), "999999", ids.get(5));
            // Valkey lists those that it finds, in its own order
            List<String> found =
                    takesManyIds() ? List.of(ids.get(2), ids.get(5)) : List.of(ids.get(5), ids.get(2), ids.get(5));
            assertThat(ClientLines.of(swapped))
                    .extracting(fields -> fields.getOrDefault("id", ""))
                    .containsExactlyElementsOf(found);
        } finally {
            wires.forEach(Wire::close);
            door.close();
        }
    }

    private static boolean takesManyIds() {
        try (Wire server = Wire.to(plain.lab().master())) {
            return server.call("CLIENT", "KILL", "ID", "999998", "999999").startsWith(":");
        }
    }

    @Test
    void showsThoseOnlyThatItIsAskedFor() {
        assumeThat(takesManyIds()).isTrue();
        try (Wire one = Wire.to(redis.router());
                Wire two = Wire.to(redis.router())) {
            String oneId = ClientLines.idOf(one);
            String twoId = ClientLines.idOf(two);

            assertThat(listed(one, "LIST ID " + oneId + " " + twoId + " SKIPME yes"))
                    .containsExactly(twoId);
            assertThat(listed(one, "LIST ID " + twoId + " USER default ID " + oneId))
                    .containsExactly(oneId, twoId);
            assertThat(listed(one, "LIST ADDR " + two.localAddress() + " MAXAGE 1000"))
                    .isEmpty();
            assertThat(listed(one, "LIST TYPE normal ADDR " + two.localAddress()))
                    .containsExactly(twoId);
        }
    }

    private static List<String> listed(Wire client, String arguments) {
        return ClientLines.of(client.send("CLIENT " + arguments + "\r\n").reply()).stream()
                .map(fields -> fields.getOrDefault("id", ""))
                .toList();
    }

    @Test
    void keepsItsPlaceAmongTheReplies() {
        try (Wire client = Wire.to(redis.router())) {
            StringBuilder sent = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                sent.append("SET k ")
                        .append(i)
                        .append("\r\nCLIENT SETNAME n")
                        .append(i)
                        .append("\r\nCLIENT LIST\r\nGET k\r\n");
            }
            client.send(sent.toString());
            for (int i = 0; i < 200; i++) {
                assertThat(client.replies(2)).containsOnly("+OK\r\n");
                assertThat(client.reply()).contains(" name=n" + i + " ");
                assertThat(client.reply()).endsWith("\r\n" + i + "\r\n");
            }
        }
    }

    @Test
    void asksNobodyWhoLeftMeanwhile() {
        try (Wire witness = Wire.to(redis.router())) {
            for (int i = 0; i < 200; i++) {
                try (Wire leaving = Wire.to(redis.router())) {
                    leaving.send("CLIENT LIST\r\nCLIENT LIST\r\n");
                }
                assertThat(witness.call("CLIENT", "LIST", "TYPE", "normal")).startsWith("$");
            }
            await().untilAsserted(() ->
                    assertThat(ClientLines.of(witness.call("CLIENT", "LIST"))).hasSize(1));
        }
    }
}
