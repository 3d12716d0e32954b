package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that waits gets what it waits for, and keeps nobody else waiting. */
class BlockingCommandsIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void areAlikeWhenTheyNeedNotWait() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "RPUSH l a b c d\r\nBLPOP l 1\r\nBRPOP l 1\r\nBLMOVE l m LEFT RIGHT 1\r\nBLMPOP 1 1 l LEFT\r\nLLEN l\r\n",
                        "ZADD z 1 a 2 b\r\nBZPOPMIN z 1\r\nBZPOPMAX z 1\r\nEXISTS z\r\n",
                        "XADD s 1-1 f v\r\nXREAD BLOCK 9 STREAMS s 0\r\nXREAD STREAMS s 0\r\nxread block 5 streams s $\r\n",
                        "HELLO 3\r\nBLPOP none 0.01\r\nXREAD BLOCK 5 STREAMS none $\r\nPING\r\n",
                        "BLPOP none 0.01\r\nSET k v\r\nGET k\r\nBLPOP none 0.01\r\nPING\r\n",
                        "XGROUP CREATE s g 0\r\nXREADGROUP GROUP g me BLOCK 5 STREAMS s >\r\nXREADGROUP GROUP g me BLOCK 5"
                                + " STREAMS s >\r\n",
                        "BLPOP\r\nBLPOP l\r\nBLPOP l x\r\nBLPOP l -1\r\nXREAD BLOCK x STREAMS s 0\r\nPING\r\n",
                        "SET str x\r\nBLPOP str 1\r\nPING\r\nWAIT x y\r\nWAIT 0 1\r\nWAIT\r\n",
                        "SELECT 4\r\nRPUSH l4 a\r\nBLPOP l4 1\r\nSELECT 0\r\nPING\r\n"));
    }

    @Test
    void getWhatComesLater() {
        List<Wire> waiting = new ArrayList<>();
        try (Wire other = Wire.to(redis.router())) {
            for (int i = 0; i < 20; i++) {
                waiting.add(
                        Wire.to(redis.router()).send(Wire.command("BLPOP", "list" + i, "0") + Wire.command("PING")));
            }
            waiting.add(Wire.to(redis.router()).send(Wire.command("XREAD", "BLOCK", "0", "STREAMS", "s", "$")));
            Awaitility.await()
                    .until(() -> redis.lab().master().info("blocked_clients").equals("21"));
            for (int i = 0; i < 200; i++) {
                assertThat(other.call("SET", "k", "v")).isEqualTo("+OK\r\n");
                assertThat(other.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
            }

            for (int i = 19; i >= 0; i--) {
                assertThat(other.call("RPUSH", "list" + i, "" + i)).isEqualTo(":1\r\n");
                String list = "list" + i;
                assertThat(waiting.get(i).replies(2))
                        .containsExactly(
                                "*2\r\n$" + list.length() + "\r\n" + list + "\r\n$" + ("" + i).length() + "\r\n" + i
                                        + "\r\n",
                                "+PONG\r\n");
            }
            other.call("XADD", "s", "7-7", "f", "v");
            assertThat(waiting.get(20).reply()).contains("$3\r\n7-7\r\n");
        } finally {
            waiting.forEach(Wire::close);
        }
    }

    @Test
    void leaveNothingBehindWhenTheClientGoes() {
        for (int i = 0; i < 10; i++) {
            try (Wire client = Wire.to(redis.router())) {
                client.send(Wire.command("BLPOP", "list", "0"));
                Awaitility.await()
                        .until(() ->
                                redis.lab().master().info("blocked_clients").equals("1"));
            }
            Awaitility.await()
                    .until(() -> redis.lab().master().info("blocked_clients").equals("0"));
        }
    }

    @Test
    void letAReadSeeWhatTheyTook() {
        try (Wire client = Wire.to(redis.router());
                Wire other = Wire.to(redis.router())) {
            for (int i = 0; i < 300; i++) {
                client.send(Wire.command("RPUSH", "l", "x") + Wire.command("BLPOP", "l", "1"));
                client.replies(2);
                assertThat(other.call("LLEN", "l")).isEqualTo(":0\r\n");
            }
        }
    }

    @Test
    void speakForTheWritesBeforeThem() {
        try (Wire client = Wire.to(redis.router())) {
            client.send(Wire.command("SET", "k", "v") + Wire.command("WAIT", "2", "5000"));

            assertThat(client.replies(2)).containsExactly("+OK\r\n", ":2\r\n");
        }
    }
}
