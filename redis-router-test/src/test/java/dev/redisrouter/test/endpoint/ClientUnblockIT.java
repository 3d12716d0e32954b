package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code CLIENT UNBLOCK} lets a client of the router go that waits on the master, whatever event loop it lives on. */
class ClientUnblockIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.runtime(runtime -> runtime.eventLoops(3)))
            .keepingData();

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0)).keepingData();

    @Test
    void answersAsRedisDoes() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "CLIENT UNBLOCK\r\n",
                        "CLIENT UNBLOCK x\r\n",
                        "CLIENT UNBLOCK 0\r\n",
                        "CLIENT UNBLOCK 999999\r\nPING\r\n",
                        "CLIENT UNBLOCK 999999 TIMEOUT\r\n",
                        "client unblock 999999 error\r\n",
                        "CLIENT UNBLOCK 999999 foo\r\n",
                        "CLIENT UNBLOCK x foo\r\n",
                        "CLIENT UNBLOCK 999999 foo x\r\n",
                        "CLIENT UNBLOCK x foo x\r\n",
                        "CLIENT UNBLOCK 999999 TIMEOUT x\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BLPOP none 0",
                "HELLO 3\r\nBLPOP none 0",
                "BRPOPLPUSH none other 0",
                "BZPOPMIN none 0",
                "XREAD BLOCK 0 STREAMS none $",
                "HELLO 3\r\nXREAD BLOCK 0 STREAMS none $",
                "WAIT 5 0",
                "WATCH k\r\nBLPOP none 0",
                "SELECT 3\r\nBLPOP none 0"
            })
    void letsGoAsRedisDoes(String lines) {
        for (String reason : List.of("", " TIMEOUT", " ERROR")) {
            List<String> expected = unblocked(() -> Wire.to(plain.lab().master()), lines, reason);
            assertThat(unblocked(() -> Wire.to(redis.router()), lines, reason))
                    .as(lines + reason)
                    .isEqualTo(expected);
        }
    }

    /** What both are told, behind a PING of the unblocked client. */
    private static List<String> unblocked(Supplier<Wire> server, String lines, String reason) {
        try (Wire client = server.get();
                Wire other = server.get()) {
            List<String> told = new ArrayList<>();
            String id = ClientLines.idOf(client);
            client.send(lines + "\r\n");
            if (lines.contains("\r\n")) {
                client.reply();
            }
            await().until(() -> "b".equals(ClientLines.seenBy(other, id).get("flags")));
            told.add(other.send("CLIENT UNBLOCK " + id + reason + "\r\n").reply());
            // WAIT says how many replicas there are, and the lab has more of them than the witness
            told.add(client.reply().replaceFirst("^:\\d", ":n"));
            told.add(client.call("PING"));
            told.add(other.send("CLIENT UNBLOCK " + id + reason + "\r\n").reply());
            return told;
        }
    }

    @Test
    void leavesAllOthersBlocked() {
        List<Wire> clients = new ArrayList<>();
        try (Wire other = Wire.to(redis.router())) {
            for (int i = 0; i < 6; i++) {
                clients.add(Wire.to(redis.router()));
            }
            List<String> ids = clients.stream().map(ClientLines::idOf).toList();
            for (int i = 0; i < 6; i++) {
                clients.get(i).send("BLPOP list" + i + " 0\r\n");
                String id = ids.get(i);
                await().until(() -> "b".equals(ClientLines.seenBy(other, id).get("flags")));
            }

            assertThat(other.call("CLIENT", "UNBLOCK", ids.get(3))).isEqualTo(":1\r\n");

            assertThat(clients.get(3).reply()).isEqualTo("*-1\r\n");
            for (int i : new int[] {0, 1, 2, 4, 5}) {
                other.call("RPUSH", "list" + i, "v" + i);
                assertThat(clients.get(i).reply()).isEqualTo("*2\r\n$5\r\nlist" + i + "\r\n$2\r\nv" + i + "\r\n");
            }
        } finally {
            clients.forEach(Wire::close);
        }
    }
}
