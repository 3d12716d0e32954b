package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With {@code CLIENT REPLY} a client gets exactly the replies that it wants, and its commands are executed all the same. */
class ClientReplyIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    private static final String ON = "\r\nCLIENT REPLY ON\r\nECHO end";

    @Test
    void areThoseOfRedis() {
        List<String> lines = List.of(
                "CLIENT REPLY",
                "CLIENT REPLY x",
                "CLIENT REPLY ON",
                "client reply off\r\nPING",
                "CLIENT REPLY OFF\r\nSET k 1\r\nGET k\r\nCLIENT REPLY ON\r\nGET k",
                "CLIENT REPLY SKIP\r\nPING\r\nPING",
                "CLIENT REPLY SKIP\r\nSET k 2\r\nGET k\r\nCLIENT REPLY SKIP\r\nGET k\r\nGET k",
                "CLIENT REPLY SKIP\r\nCLIENT REPLY SKIP\r\nPING\r\nPING\r\nPING",
                "CLIENT REPLY OFF\r\nCLIENT REPLY SKIP\r\nPING",
                "CLIENT REPLY OFF\r\nCLIENT REPLY x\r\nNOSUCH\r\nGET",
                "CLIENT REPLY SKIP\r\nCLIENT REPLY x\r\nPING",
                "CLIENT REPLY SKIP\r\nNOSUCH\r\nGET\r\nPING",
                "CLIENT REPLY SKIP\r\nMULTI\r\nSET k 3\r\nEXEC\r\nGET k",
                "CLIENT REPLY OFF\r\nMULTI\r\nINCR n\r\nEXEC\r\nGET n\r\nCLIENT REPLY ON\r\nGET n",
                "CLIENT REPLY OFF\r\nWATCH k\r\nSET k 4\r\nMULTI\r\nCLIENT GETNAME" + ON + "\r\nDISCARD",
                "CLIENT REPLY OFF\r\nSELECT 3\r\nSET k three\r\nHELLO 3\r\nCLIENT REPLY ON\r\nGET k\r\nGET none",
                "CLIENT REPLY OFF\r\nBLPOP none 0.01\r\nRPUSH list a\r\nBLPOP list 0\r\nCLIENT REPLY ON\r\nLLEN list",
                "CLIENT REPLY SKIP\r\nBLPOP none 0.01\r\nPING",
                "CLIENT REPLY OFF\r\nRESET\r\nPING",
                "CLIENT REPLY SKIP\r\nRESET\r\nPING",
                "CLIENT REPLY OFF\r\nEVAL \"return redis.error_reply('X y')\" 0\r\nCLIENT LIST");
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                Stream.concat(lines.stream(), lines.stream().map(line -> "HELLO 3\r\n" + line))
                        .map(line -> line + ON + "\r\n")
                        .toList());
    }

    @Test
    void areThoseOfRedisInPipelinesOfAllKinds() {
        List<String> pipelines = new ArrayList<>();
        for (int seed = 0; seed < 150; seed++) {
            pipelines.add(pipeline(new Random(seed)));
        }
        Alike.assertAlike(redis.router(), plain.lab().master(), pipelines);
    }

    /** On keys of its own, which both find empty. */
    private static String pipeline(Random random) {
        String[] commands = {
            "PING",
            "SET k " + random.nextInt(1000),
            "GET k",
            "INCR n",
            "GET n",
            "LPUSH k x",
            "NOSUCH",
            "GET",
            "RPUSH l a",
            "LRANGE l 0 -1",
            "EVAL \"return redis.call('incr','n')\" 1 n",
            "CLIENT GETNAME",
            "ECHO hi",
            "MULTI",
            "EXEC",
            "WATCH k",
            "SELECT 0",
            // rarely one that waits: a server looks at such a time-out ten times a second
            random.nextInt(4) == 0 ? "BLPOP none 0.001" : "LLEN none"
        };
        StringBuilder pipeline = new StringBuilder("FLUSHALL\r\n");
        boolean transaction = false;
        for (int i = 10 + random.nextInt(60); i > 0; i--) {
            int mode = random.nextInt(12);
            if (mode < 3 && !transaction) {
                pipeline.append("CLIENT REPLY ").append(new String[] {"ON", "OFF", "SKIP"}[mode]);
            } else {
                String command = commands[random.nextInt(commands.length)];
                if (transaction && (command.startsWith("CLIENT") || command.startsWith("SELECT"))) {
                    command = "PING";
                }
                transaction = command.equals("MULTI") || (transaction && !command.equals("EXEC"));
                pipeline.append(command);
            }
            pipeline.append("\r\n");
        }
        return pipeline.append(transaction ? "EXEC" : "PING")
                .append(ON)
                .append("\r\n")
                .toString();
    }

    @Test
    void areSwallowedWhateverTheirSize() {
        try (Wire client = Wire.to(redis.router())) {
            String value = "x".repeat(3_000_000);
            client.call("SET", "big", value);
            for (int i = 0; i < 10; i++) {
                client.send("GET big\r\nCLIENT REPLY SKIP\r\nGET big\r\nSTRLEN big\r\n");
                assertThat(client.reply()).hasSize(value.length() + 12);
                assertThat(client.reply()).isEqualTo(":3000000\r\n");
            }
        }
    }

    @Test
    void closeTheClientBehindQuitAllTheSame() {
        try (Wire client = Wire.to(redis.router())) {
            assertThat(client.send("CLIENT REPLY OFF\r\nSET k last\r\nQUIT\r\n").untilClosed())
                    .isEmpty();
            assertThat(redis.lab().master().command("GET", "k")).isEqualTo("last");
        }
    }
}
