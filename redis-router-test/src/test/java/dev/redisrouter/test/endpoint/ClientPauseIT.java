package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code CLIENT PAUSE} pauses the router's clients, on all event loops, as a plain Redis pauses its own. */
class ClientPauseIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.runtime(runtime -> runtime.eventLoops(3)));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void isAnsweredAsRedisDoes() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "CLIENT PAUSE\r\n",
                        "CLIENT PAUSE x\r\n",
                        "CLIENT PAUSE -1\r\n",
                        "CLIENT PAUSE 1 x\r\n",
                        "CLIENT PAUSE x x\r\n",
                        "CLIENT PAUSE 1 WRITE x\r\n",
                        "CLIENT PAUSE x WRITE x\r\n",
                        "CLIENT PAUSE 9223372036854775000 ALL\r\nPING\r\nCLIENT UNPAUSE\r\n",
                        "CLIENT PAUSE 99999999999999999999\r\n",
                        "CLIENT PAUSE 9223372036854775807 ALL\r\nSET k v\r\n",
                        "CLIENT PAUSE 0\r\nSET k v\r\n",
                        "client pause 1 write\r\nSET k v\r\n",
                        "CLIENT PAUSE 1 all\r\nPING\r\nCLIENT UNPAUSE\r\n",
                        "CLIENT UNPAUSE\r\nCLIENT UNPAUSE\r\n",
                        "CLIENT UNPAUSE x\r\n",
                        "CLIENT PAUSE 60000 WRITE\r\nGET k\r\nSET k\r\nMULTI\r\nGET k\r\nEXEC\r\nCLIENT UNPAUSE\r\nSET k v\r\n",
                        "MULTI\r\nSET k v\r\nCLIENT PAUSE 60000 WRITE\r\nCLIENT UNPAUSE\r\nEXEC\r\nSET k w\r\n",
                        "CLIENT PAUSE 60000 WRITE\r\nWATCH k\r\nHELLO 3\r\nSELECT 3\r\nUNWATCH\r\nCLIENT UNPAUSE\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET k v",
                "EVAL 'return 1' 0",
                "PUBLISH c m",
                "PFCOUNT k",
                "FLUSHALL",
                "BLPOP kept 0",
                "XREADGROUP GROUP g c STREAMS s >",
                "MULTI\r\nSET k v",
                "GET k",
                "PING",
                "DBSIZE",
                "MULTI\r\nGET k\r\nEXEC",
                "SET k",
                "SUBSCRIBE c",
                "SCRIPT EXISTS x",
                "SELECT 1",
                "CLIENT GETNAME",
                "WATCH k"
            })
    void ofWritesConcernsWhatItConcernsInRedis(String lines) {
        Map<String, String> expected = paused(() -> Wire.to(plain.lab().master()), lines);
        assertThat(paused(() -> Wire.to(redis.router()), lines)).isEqualTo(expected);
    }

    /** Whether a client is held by a pause of writes, and what it was told at the end. */
    private static Map<String, String> paused(Supplier<Wire> server, String lines) {
        try (Wire pausing = server.get();
                Wire client = server.get()) {
            String id = ClientLines.idOf(client);
            pausing.call("RPUSH", "kept", "x");
            pausing.call("CLIENT", "PAUSE", "60000", "WRITE");
            client.send(lines + "\r\n");
            String last =
                    lines.substring(lines.lastIndexOf('\n') + 1).split(" ")[0].toLowerCase(Locale.ROOT);
            // its last command is with the server, waits or has been answered
            await().until(() ->
                    ClientLines.seenBy(pausing, id).getOrDefault("cmd", "").startsWith(last));
            String held =
                    String.valueOf(ClientLines.seenBy(pausing, id).get("flags")).contains("b") ? "held" : "free";
            pausing.call("CLIENT", "UNPAUSE");
            return Map.of("is", held, "told", String.join("", client.replies(lines.split("\r\n").length)));
        }
    }

    @Test
    void ofWritesHoldsWritersOfAllLoopsAndNoReader() {
        List<Wire> writers = new ArrayList<>();
        try (Wire pausing = Wire.to(redis.router())) {
            for (int i = 0; i < 6; i++) {
                writers.add(Wire.to(redis.router()));
            }
            assertThat(pausing.call("CLIENT", "PAUSE", "60000", "WRITE")).isEqualTo("+OK\r\n");
            for (int i = 0; i < 6; i++) {
                assertThat(writers.get(i).call("GET", "k" + i)).isEqualTo("$-1\r\n");
                writers.get(i).send("SET k" + i + " v\r\n");
            }
            await().until(() -> ClientLines.of(pausing.call("CLIENT", "LIST")).stream()
                            .filter(fields -> "b".equals(fields.get("flags")))
                            .count()
                    == 6);
            assertThat(redis.lab().master().command("EXISTS", "k0", "k1", "k2", "k3", "k4", "k5"))
                    .isEqualTo(0L);
            // the nodes themselves are not paused
            assertThat(redis.lab().master().command("SET", "direct", "v")).isEqualTo("OK");

            assertThat(pausing.call("CLIENT", "UNPAUSE")).isEqualTo("+OK\r\n");
            assertThat(writers).allSatisfy(writer -> assertThat(writer.reply()).isEqualTo("+OK\r\n"));
        } finally {
            writers.forEach(Wire::close);
        }
    }

    @Test
    void ofAllEndsByItself() {
        try (Wire pausing = Wire.to(redis.router());
                Wire client = Wire.to(redis.router())) {
            client.call("PING");
            long before = System.nanoTime();
            pausing.call("CLIENT", "PAUSE", "300");
            assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
            assertThat(pausing.call("PING")).isEqualTo("+PONG\r\n");

            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }

    @Test
    void reachesNoNodeFromASubscriber() {
        try (Wire subscriber = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            subscriber.send("HELLO 3\r\nSUBSCRIBE c\r\n").replies(2);
            assertThat(subscriber.call("CLIENT", "PAUSE", "60000", "WRITE")).isEqualTo("+OK\r\n");
            other.send(Wire.command("SET", "k", "v"));

            assertThat(redis.lab().master().command("SET", "k", "w")).isEqualTo("OK");
            assertThat(subscriber.call("CLIENT", "UNPAUSE")).isEqualTo("+OK\r\n");
            assertThat(other.reply()).isEqualTo("+OK\r\n");
        }
    }

    @Test
    void dropsTheCommandOfAClientThatGaveUp() {
        try (Wire pausing = Wire.to(redis.router())) {
            String id;
            try (Wire client = Wire.to(redis.router())) {
                id = ClientLines.idOf(client);
                pausing.call("CLIENT", "PAUSE", "60000", "WRITE");
                client.send("SET k never\r\n");
                await().until(() -> "b".equals(ClientLines.seenBy(pausing, id).get("flags")));
            }
            await().until(() -> ClientLines.seenBy(pausing, id).isEmpty());
            pausing.call("CLIENT", "UNPAUSE");
            assertThat(pausing.call("EXISTS", "k")).isEqualTo(":0\r\n");
        }
    }
}
