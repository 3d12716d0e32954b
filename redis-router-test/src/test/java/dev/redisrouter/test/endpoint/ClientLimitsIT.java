package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.doors.Conversation;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No client can take more than its bounds allow, and none pays for another that tries. */
class ClientLimitsIT {
    private static final String MIB = "x".repeat(1 << 20);

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @Test
    void oneClientTooManyIsToldAndClosed() {
        List<Wire> clients = new ArrayList<>();
        try (RedisRouter router = RedisRouter.start(redis.lab().routerConfig().endpoint(e -> e.maxClients(10)))) {
            for (int i = 0; i < 10; i++) {
                clients.add(Wire.to(router));
                assertThat(clients.get(i).call("PING")).isEqualTo("+PONG\r\n");
            }
            for (int i = 0; i < 5; i++) {
                try (Wire tooMany = Wire.to(router)) {
                    assertThat(tooMany.untilClosed()).isEqualTo("-ERR max number of clients reached\r\n");
                }
            }
            assertThat(clients.get(0).call("PING")).isEqualTo("+PONG\r\n");
            assertThat(router.metrics().gauge(RouterMetric.CLIENTS)).isEqualTo(10);

            clients.remove(0).close();
            Awaitility.await().until(() -> router.metrics().gauge(RouterMetric.CLIENTS) == 9);
            clients.add(Wire.to(router));
            assertThat(clients.get(9).call("PING")).isEqualTo("+PONG\r\n");
        } finally {
            clients.forEach(Wire::close);
        }
    }

    @Test
    void aPipelineDeeperThanAllowedIsReadBitByBit() {
        try (RedisRouter router = RedisRouter.start(redis.lab().routerConfig().limits(l -> l.pipelineDepth(3)));
                Wire client = Wire.to(router)) {
            StringBuilder sent = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                sent.append("SET k")
                        .append(i % 7)
                        .append(' ')
                        .append(i)
                        .append("\r\nGET k")
                        .append(i % 7)
                        .append("\r\nPING\r\n");
                expected.addAll(List.of("+OK\r\n", "$" + ("" + i).length() + "\r\n" + i + "\r\n", "+PONG\r\n"));
            }
            assertThat(client.send(sent.toString()).replies(6_000)).isEqualTo(expected);
        }
    }

    @Test
    void aClientThatDoesNotReadIsClosedAndTheOthersAreServed() {
        try (RedisRouter router = RedisRouter.start(redis.lab()
                        .routerConfig()
                        .limits(l -> l.outputBytes(1 << 20).outputTimeout(Duration.ofMillis(300))));
                Wire other = Wire.to(router);
                Wire subscriber = Wire.narrow(router, 8 * 1024)) {
            other.call("SET", "big", MIB);
            other.call("SET", "small", MIB.substring(0, 30_000));
            subscriber.call("SUBSCRIBE", "news");
            List<Wire> idle = new ArrayList<>();
            // what is large is left to the node to keep, and ends by time; what is small is kept, and ends by its sum
            for (String value : List.of("big", "big", "small")) {
                idle.add(Wire.narrow(router, 8 * 1024)
                        .send(Wire.command("GET", value).repeat(400)));
            }
            for (int i = 0; i < 30; i++) {
                other.call("PUBLISH", "news", MIB);
                assertThat(other.call("GET", "none")).isEqualTo("$-1\r\n");
            }

            Awaitility.await().until(() -> router.metrics().counter(RouterMetric.ERRORS, "kind", "output-limit") == 4);
            assertThat(router.metrics().gauge(RouterMetric.CLIENTS)).isEqualTo(1);
            assertThat(other.call("GET", "big")).endsWith(MIB + "\r\n");
            idle.forEach(Wire::close);
        }
    }

    @Test
    void aClientThatReadsLateGetsEverything() {
        try (Wire other = Wire.to(redis.router());
                Wire late = Wire.narrow(redis.router(), 8 * 1024)) {
            Conversation.ofOneThatReadsLate(late, other);
        }
    }

    @Test
    void requestsLargerThanConfiguredAreRefused() {
        try (RedisRouter router = RedisRouter.start(redis.lab()
                .routerConfig()
                .limits(l -> l.maxBulkBytes(1 << 20).maxArguments(100).maxRequestBytes(2 << 20)))) {
            try (Wire client = Wire.to(router)) {
                assertThat(client.call("SET", "k", MIB)).isEqualTo("+OK\r\n");
                assertThat(client.send("*2\r\n$3\r\nGET\r\n$1048577\r\n").untilClosed())
                        .isEqualTo("-ERR Protocol error: invalid bulk length\r\n");
            }
            try (Wire client = Wire.to(router)) {
                assertThat(client.send("*101\r\n").untilClosed())
                        .isEqualTo("-ERR Protocol error: invalid multibulk length\r\n");
            }
            try (Wire client = Wire.to(router)) {
                client.send("*4\r\n$4\r\nMSET\r\n" + ("$1048576\r\n" + MIB + "\r\n"));
                // Redis too closes a client without a word when its query buffer is full.
                assertThat(client.send("$1048576\r\n").untilClosed()).isEmpty();
            }
        }
    }
}
