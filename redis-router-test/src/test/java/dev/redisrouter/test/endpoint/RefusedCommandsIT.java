package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What would end, re-point or debug a node is refused by name, reaches no node, and leaves the client as it was. */
class RefusedCommandsIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void areRefusedByName() {
        try (Wire client = Wire.to(redis.router())) {
            for (String line : List.of(
                    "SHUTDOWN NOSAVE",
                    "shutdown",
                    "REPLICAOF NO ONE",
                    "SLAVEOF NO ONE",
                    "FAILOVER",
                    "DEBUG SLEEP 9",
                    "DEBUG SEGFAULT",
                    "SYNC",
                    "PSYNC ? -1",
                    "REPLCONF ACK 1",
                    "MIGRATE h 1 k 0 1",
                    "CLUSTER NODES",
                    "READONLY",
                    "READWRITE",
                    "ASKING",
                    "MODULE LIST",
                    "PFSELFTEST",
                    "SCRIPT DEBUG YES")) {
                String name = line.startsWith("SCRIPT")
                        ? "script|debug"
                        : line.split(" ")[0].toLowerCase(java.util.Locale.ROOT);
                String refusal = client.send(line + "\r\n").reply();
                assertThat(refusal)
                        .as(line)
                        .startsWith("-ERR '" + name)
                        .endsWith("' is refused by the router (commands.refused)\r\n");
            }
            assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
        }
        assertThat(redis.lab().nodes()).allMatch(LabNode::isRunning);
        assertThat(redis.lab().nodes()).extracting(LabNode::role).containsExactly("master", "slave", "slave");
    }

    @Test
    void endATransactionThatTheyAreIn() {
        try (Wire client = Wire.to(redis.router())) {
            client.send(Wire.command("MULTI")
                    + Wire.command("SET", "k", "v")
                    + Wire.command("SHUTDOWN")
                    + Wire.command("SET", "k", "w")
                    + Wire.command("EXEC")
                    + Wire.command("GET", "k"));

            assertThat(client.replies(6))
                    .containsExactly(
                            "+OK\r\n",
                            "+QUEUED\r\n",
                            "-ERR 'shutdown' is refused by the router (commands.refused)\r\n",
                            "+QUEUED\r\n",
                            "-EXECABORT Transaction discarded because of previous errors.\r\n",
                            "$-1\r\n");
        }
    }

    @Test
    void areTheUsersToName() {
        try (RedisRouter router =
                        RedisRouter.start(redis.lab().routerConfig().commands(c -> c.refuse("KEYS", "CONFIG|SET")));
                Wire client = Wire.to(router)) {
            assertThat(client.call("KEYS", "*"))
                    .isEqualTo("-ERR 'keys' is refused by the router (commands.refused)\r\n");
            assertThat(client.call("CONFIG", "SET", "maxmemory", "1"))
                    .isEqualTo("-ERR 'config|set' is refused by the router (commands.refused)\r\n");
            assertThat(client.call("CONFIG", "GET", "maxmemory")).isEqualTo("*2\r\n$9\r\nmaxmemory\r\n$1\r\n0\r\n");
            assertThat(client.call("DEBUG", "x")).startsWith("-ERR 'debug' is refused");
        }
    }

    @Test
    void doNotIncludeWhatIsOnlyMissing() {
        try (Wire client = Wire.to(redis.router())) {
            assertThat(client.call("NOSUCHCOMMAND", "a", "b"))
                    .isEqualTo("-ERR unknown command 'NOSUCHCOMMAND', with args beginning with: 'a' 'b' \r\n");
            assertThat(client.send("ROUTER NODES\r\n").reply()).startsWith("$").contains("node=");
            assertThat(client.call("PING")).isEqualTo("+PONG\r\n");
        }
    }
}
