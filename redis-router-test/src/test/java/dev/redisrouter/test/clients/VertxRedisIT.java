package dev.redisrouter.test.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Redis client of Vert.x takes the router for one Redis, in both protocols. */
class VertxRedisIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        result(vertx.close());
    }

    @ParameterizedTest
    @EnumSource
    void makesCallsFromAPool(ProtocolVersion protocol) throws Exception {
        Redis client = client(protocol);
        assertThat(send(client, "CLIENT", "INFO").toString()).contains(" db=3 ");
        assertThat(send(client, "SET", "s", "v")).hasToString("OK");
        assertThat(send(client, "GET", "none")).isNull();
        assertThat(send(client, "HSET", "h", "a", "1").toInteger()).isEqualTo(1);
        assertThat(send(client, "HGETALL", "h").get("a")).hasToString("1");
        assertThat(send(client, "ZADD", "z", "1.5", "m").toInteger()).isEqualTo(1);
        assertThat(send(client, "ZSCORE", "z", "m").toDouble()).isEqualTo(1.5);
        assertThat(send(client, "EVAL", "return {KEYS[1], ARGV[1]}", "1", "k", "a"))
                .extracting(Response::toString)
                .containsExactly("k", "a");
        assertThatThrownBy(() -> send(client, "LPUSH", "h", "x"))
                .hasRootCauseMessage("WRONGTYPE Operation against a key holding the wrong kind of value");
        List<Future<Response>> counts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            counts.add(client.send(request("INCR", "n")));
        }
        Set<Integer> seen = new HashSet<>();
        for (Future<Response> count : counts) {
            seen.add(result(count).toInteger());
        }
        assertThat(seen).hasSize(200);
        assertThat(send(client, "GET", "n")).hasToString("200");
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void pipelinesAndRunsTransactions(ProtocolVersion protocol) throws Exception {
        Redis client = client(protocol);
        RedisConnection connection = result(client.connect());
        List<Request> batch = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            batch.add(request("INCR", "n"));
            batch.add(request("GET", "n"));
        }
        List<Response> replies = result(connection.batch(batch));
        for (int i = 0; i < 1000; i++) {
            assertThat(replies.get(i).toInteger()).isEqualTo(i / 2 + 1);
        }
        assertThat(send(connection, "WATCH", "n")).hasToString("OK");
        assertThat(send(connection, "MULTI")).hasToString("OK");
        assertThat(send(connection, "INCR", "n")).hasToString("QUEUED");
        assertThat(send(connection, "EXEC").get(0).toInteger()).isEqualTo(501);
        assertThat(send(connection, "WATCH", "n")).hasToString("OK");
        assertThat(send(client, "INCR", "n").toInteger()).isEqualTo(502);
        assertThat(send(connection, "MULTI")).hasToString("OK");
        assertThat(send(connection, "SET", "n", "99")).hasToString("QUEUED");
        assertThat(send(connection, "EXEC")).isNull();
        assertThat(send(connection, "GET", "n")).hasToString("502");
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void subscribesBlocksAndScans(ProtocolVersion protocol) throws Exception {
        Redis client = client(protocol);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        RedisConnection subscriber = result(client.connect());
        subscriber.handler(message -> {
            if (message.get(0).toString().equals("message")) {
                heard.add(message.get(2).toString());
            }
        });
        result(subscriber.send(request("SUBSCRIBE", "news")));
        // in RESP3 the library takes the command for done as soon as it is sent
        Awaitility.await()
                .until(() -> redis.lab().master().command("PUBSUB", "NUMSUB", "news"), List.of("news", 1L)::equals);
        for (int i = 0; i < 50; i++) {
            assertThat(send(client, "PUBLISH", "news", "item " + i).toInteger()).isEqualTo(1);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("item " + i);
        }

        RedisConnection popping = result(client.connect());
        Future<Response> popped = popping.send(request("BLPOP", "list", "10"));
        assertThat(send(client, "RPUSH", "list", "element").toInteger()).isEqualTo(1);
        assertThat(result(popped).get(1)).hasToString("element");
        assertThat(send(popping, "BLPOP", "list", "0.01")).isNull();

        for (int i = 0; i < 500; i++) {
            send(client, "SET", "scan-" + i, "v");
        }
        Set<String> found = new HashSet<>();
        String cursor = "0";
        do {
            Response page = send(client, "SCAN", cursor, "MATCH", "scan-*", "COUNT", "37");
            page.get(1).forEach(key -> found.add(key.toString()));
            cursor = page.get(0).toString();
        } while (!cursor.equals("0"));
        assertThat(found).hasSize(500);
        client.close();
    }

    private static Redis client(ProtocolVersion protocol) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://" + redis.router().host() + ":"
                                + redis.router().port() + "/3")
                        .setPreferredProtocolVersion(protocol)
                        .setMaxWaitingHandlers(4096)
                        .setMaxPoolWaiting(1024)
                        .setMaxPoolSize(4));
    }

    private static Response send(Redis client, String name, String... arguments) throws Exception {
        return result(client.send(request(name, arguments)));
    }

    private static Response send(RedisConnection connection, String name, String... arguments) throws Exception {
        return result(connection.send(request(name, arguments)));
    }

    private static Request request(String name, String... arguments) {
        Request request = Request.cmd(Command.create(name));
        for (String argument : arguments) {
            request.arg(argument);
        }
        return request;
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
    }
}
