package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code CLIENT KILL} ends those clients of the router that it names, on whatever event loop they live. */
class ClientKillIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0).nodeLines("user ann on >secret ~* &* +@all"))
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
                lines(
                        "CLIENT KILL",
                        "CLIENT KILL x",
                        "CLIENT KILL 1.2.3.4:5",
                        "CLIENT KILL ID",
                        "CLIENT KILL ID x",
                        "CLIENT KILL ID 0",
                        "CLIENT KILL ID -1",
                        "CLIENT KILL ID 99999999999999999999",
                        "CLIENT KILL ID 999999",
                        "CLIENT KILL ID 999999 TYPE",
                        "CLIENT KILL ID 1 2",
                        "CLIENT KILL TYPE foo",
                        "CLIENT KILL TYPE pubsub",
                        "CLIENT KILL TYPE master",
                        "CLIENT KILL TYPE replica SKIPME no",
                        "CLIENT KILL USER default SKIPME maybe",
                        "CLIENT KILL SKIPME maybe",
                        "CLIENT KILL ADDR 1:2",
                        "CLIENT KILL LADDR 1:2",
                        "CLIENT KILL FOO x",
                        "CLIENT KILL ADDR",
                        "CLIENT KILL ADDR 1:2 ID",
                        "CLIENT KILL MAXAGE 1000",
                        "CLIENT KILL MAXAGE 9223372036854775807",
                        "CLIENT KILL MAXAGE x",
                        "CLIENT KILL MAXAGE 0",
                        "CLIENT KILL MAXAGE -1",
                        "CLIENT KILL MAXAGE 99999999999999999999",
                        "CLIENT KILL MAXAGE 1000 MAXAGE 2000",
                        "CLIENT KILL ID 999998 999999 SKIPME no",
                        "CLIENT KILL ID 999998 0",
                        "CLIENT KILL ID ID 999999",
                        "CLIENT KILL ID 999999 SKIPME no ID x",
                        "CLIENT KILL TYPE primary",
                        "CLIENT KILL NAME x",
                        "HELLO 3\r\nCLIENT KILL ID 999999\r\nCLIENT KILL x"));
    }

    @Test
    void endsTheClientThatAsksBehindItsReply() {
        Alike.assertClosedAlike(
                redis.router(),
                plain.lab().master(),
                lines(
                        "CLIENT KILL TYPE normal SKIPME no\r\nPING",
                        "SET k v\r\nGET k\r\nCLIENT KILL SKIPME no\r\nGET k",
                        "CLIENT KILL USER default SKIPME no"));
        try (Wire client = Wire.to(redis.router())) {
            client.send("CLIENT KILL " + client.localAddress() + "\r\nPING\r\n");
            assertThat(client.untilClosed()).isEqualTo("+OK\r\n");
        }
    }

    @Test
    void endsTheClientOfAnId() {
        try (Wire killer = Wire.to(redis.router())) {
            for (int i = 0; i < 8; i++) {
                try (Wire client = Wire.to(redis.router());
                        Wire spared = Wire.to(redis.router())) {
                    String id = ClientLines.idOf(client);

                    killer.send("CLIENT KILL ID " + id + "\r\nCLIENT LIST ID " + id + "\r\n");

                    assertThat(killer.replies(2)).containsExactly(":1\r\n", "$0\r\n\r\n");
                    assertThat(client.untilClosed()).isEmpty();
                    assertThat(spared.call("PING")).isEqualTo("+PONG\r\n");
                    assertThat(killer.call("CLIENT", "KILL", "ID", id)).isEqualTo(":0\r\n");
                }
            }
        }
    }

    @Test
    void endsTheClientOfAnAddress() {
        try (Wire killer = Wire.to(redis.router());
                Wire one = Wire.to(redis.router());
                Wire two = Wire.to(redis.router())) {
            // connected is not yet accepted
            assertThat(one.call("PING")).isEqualTo("+PONG\r\n");
            assertThat(two.call("PING")).isEqualTo("+PONG\r\n");

            assertThat(killer.call("CLIENT", "KILL", one.localAddress())).isEqualTo("+OK\r\n");
            assertThat(one.untilClosed()).isEmpty();
            assertThat(killer.call("CLIENT", "KILL", "ADDR", two.localAddress(), "TYPE", "pubsub"))
                    .isEqualTo(":0\r\n");
            assertThat(killer.call("CLIENT", "KILL", "ADDR", two.localAddress(), "TYPE", "normal"))
                    .isEqualTo(":1\r\n");
            assertThat(two.untilClosed()).isEmpty();
        }
    }

    @Test
    void endsAllOfALocalAddressButTheOneThatAsks() {
        List<Wire> clients = new ArrayList<>();
        try (Wire killer = Wire.to(redis.router())) {
            for (int i = 0; i < 6; i++) {
                clients.add(Wire.to(redis.router()));
                assertThat(clients.get(i).call("PING")).isEqualTo("+PONG\r\n");
            }
            String here = "127.0.0.1:" + redis.router().port();

            assertThat(killer.call("CLIENT", "KILL", "LADDR", here)).isEqualTo(":6\r\n");

            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.untilClosed()).isEmpty());
            assertThat(killer.call("PING")).isEqualTo("+PONG\r\n");
        } finally {
            clients.forEach(Wire::close);
        }
    }

    @Test
    void endsAllSubscribersOrAllClientsOfAUser() {
        try (Wire killer = Wire.to(redis.router());
                Wire subscriber = Wire.to(redis.router());
                Wire ann = Wire.to(redis.router())) {
            subscriber.call("SUBSCRIBE", "c");
            assertThat(ann.call("AUTH", "ann", "secret")).isEqualTo("+OK\r\n");

            assertThat(killer.call("CLIENT", "KILL", "TYPE", "pubsub")).isEqualTo(":1\r\n");
            assertThat(subscriber.untilClosed()).isEmpty();
            assertThat(killer.call("CLIENT", "KILL", "USER", "ann")).isEqualTo(":1\r\n");
            assertThat(ann.untilClosed()).isEmpty();
            assertThat(killer.call("PING")).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void endsOneThatIsBlockedOrWithinATransaction() {
        try (Wire killer = Wire.to(redis.router());
                Wire blocked = Wire.to(redis.router());
                Wire transaction = Wire.to(redis.router())) {
            String blockedId = ClientLines.idOf(blocked);
            String transactionId = ClientLines.idOf(transaction);
            blocked.send("BLPOP list 0\r\n");
            transaction.send("MULTI\r\nSET never x\r\n").replies(2);

            assertThat(killer.call("CLIENT", "KILL", "ID", blockedId)).isEqualTo(":1\r\n");
            assertThat(killer.call("CLIENT", "KILL", "ID", transactionId)).isEqualTo(":1\r\n");

            assertThat(blocked.untilClosed()).isEmpty();
            assertThat(transaction.untilClosed()).isEqualTo("");
            assertThat(killer.call("RPUSH", "list", "kept")).isEqualTo(":1\r\n");
            assertThat(killer.call("LPOP", "list")).isEqualTo("$4\r\nkept\r\n");
            assertThat(killer.call("EXISTS", "never")).isEqualTo(":0\r\n");
        }
    }

    private static List<String> lines(String... lines) {
        return List.of(lines).stream().map(line -> line + "\r\n").toList();
    }
}
