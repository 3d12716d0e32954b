package dev.redisrouter.test.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.NodeCalls;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

/** A connection without a socket is an ordinary Lettuce connection that walks the same corridor. */
@SuppressWarnings("deprecation") // slaveofNoOne(): its successor is younger than Lettuce 6.6
class DoorIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0)).router(NodeCalls::onceEach);

    @Test
    void makesTypedCalls() {
        try (StatefulRedisConnection<String, String> connection = redis.router().connect()) {
            RedisCommands<String, String> redis = connection.sync();
            assertThat(redis.set("s", "v")).isEqualTo("OK");
            assertThat(redis.get("s")).isEqualTo("v");
            assertThat(redis.get("none")).isNull();
            assertThat(redis.incrby("n", 42)).isEqualTo(42);
            assertThat(redis.hset("h", Map.of("a", "1"))).isEqualTo(1);
            assertThat(redis.hgetall("h")).isEqualTo(Map.of("a", "1"));
            assertThat(redis.zadd("z", 1.25, "m")).isEqualTo(1);
            assertThat(redis.zscore("z", "m")).isEqualTo(1.25);
            assertThat(redis.mget("s", "none")).containsExactly(KeyValue.just("s", "v"), KeyValue.empty("none"));
            assertThat(redis.select(2)).isEqualTo("OK");
            assertThat(redis.get("s")).isNull();
            assertThat(redis.clientSetname("me")).isEqualTo("OK");
            assertThat(redis.clientGetname()).isEqualTo("me");
            assertThat(redis.info("replication")).contains("role:");
            assertThatThrownBy(() -> redis.select(99)).isInstanceOf(RedisCommandExecutionException.class);
            assertThatThrownBy(redis::slaveofNoOne).hasMessageContaining("refused by the router");
        }
    }

    @Test
    void pipelinesTenThousandCommands() {
        try (StatefulRedisConnection<String, String> connection = redis.router().connect()) {
            RedisAsyncCommands<String, String> redis = connection.async();
            List<RedisFuture<?>> futures = new ArrayList<>();
            for (int i = 0; i < 2_500; i++) {
                futures.add(redis.set("k" + i % 100, "v" + i));
                futures.add(redis.get("k" + i % 100));
                futures.add(redis.incr("n"));
                futures.add(redis.get("none"));
            }
            assertThat(LettuceFutures.awaitAll(Duration.ofSeconds(20), futures.toArray(RedisFuture[]::new)))
                    .isTrue();
            for (int i = 0; i < 2_500; i++) {
                assertThat(futures.get(4 * i + 1).toCompletableFuture().join()).isEqualTo("v" + i);
                assertThat(futures.get(4 * i + 2).toCompletableFuture().join()).isEqualTo(i + 1L);
            }
        }
    }

    @Test
    void streamsReactively() {
        try (StatefulRedisConnection<String, String> connection = redis.router().connect()) {
            List<String> values = Flux.range(0, 1_000)
                    .concatMap(i -> connection.reactive().set("k" + i, "v" + i))
                    .thenMany(Flux.range(0, 1_000)
                            .flatMapSequential(i -> connection.reactive().get("k" + i)))
                    .collectList()
                    .block(Duration.ofSeconds(20));

            assertThat(values).hasSize(1_000).startsWith("v0", "v1").endsWith("v999");
        }
    }

    @Test
    void movesBytesOfAnyKindAndNumber() {
        byte[] key = {0, '\r', '\n', (byte) 0xff, '$', '*'};
        byte[] value = new byte[8 << 20];
        new Random(1).nextBytes(value);
        try (StatefulRedisConnection<byte[], byte[]> connection = redis.router().connect(ByteArrayCodec.INSTANCE)) {
            assertThat(connection.sync().set(key, value)).isEqualTo("OK");
            for (int i = 0; i < 4; i++) {
                assertThat(connection.sync().get(key)).isEqualTo(value);
            }
        }
    }

    @Test
    void runsTransactions() {
        try (StatefulRedisConnection<String, String> connection = redis.router().connect();
                StatefulRedisConnection<String, String> other = redis.router().connect()) {
            RedisCommands<String, String> redis = connection.sync();
            redis.multi();
            redis.incr("n");
            redis.get("n");
            assertThat(List.copyOf(redis.exec().stream().toList())).isEqualTo(List.of(1L, "1"));

            redis.watch("n");
            other.sync().incr("n");
            redis.multi();
            redis.set("n", "99");
            TransactionResult late = redis.exec();
            assertThat(late.wasDiscarded()).isTrue();
            assertThat(redis.get("n")).isEqualTo("2");
        }
    }

    @Test
    void waitsForElements() {
        try (StatefulRedisConnection<String, String> waiting = redis.router().connect();
                StatefulRedisConnection<String, String> pushing = redis.router().connect()) {
            RedisFuture<KeyValue<String, String>> popped = waiting.async().blpop(20, "list");
            Awaitility.await()
                    .until(() -> redis.lab().master().info("blocked_clients").equals("1"));
            pushing.sync().rpush("list", "element");

            assertThat(popped.toCompletableFuture()
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(KeyValue.just("list", "element"));
        }
    }

    @Test
    void isOneRouterWithTheEndpoint() {
        try (StatefulRedisConnection<String, String> connection = redis.router().connect();
                Wire client = Wire.to(redis.router())) {
            for (int i = 0; i < 1_000; i++) {
                connection.sync().set("k", "door " + i);
                assertThat(client.call("GET", "k")).endsWith("\r\ndoor " + i + "\r\n");
                client.call("SET", "k", "endpoint " + i);
                assertThat(connection.sync().get("k")).isEqualTo("endpoint " + i);
            }
        }
    }

    @Test
    void spreadsItsReads() {
        try (StatefulRedisConnection<String, String> connection = redis.router().connect()) {
            Awaitility.await().until(() -> {
                NodeCalls.reset(redis.lab());
                for (int i = 0; i < 30; i++) {
                    connection.sync().get("none");
                }
                return Collections.min(NodeCalls.of(redis.lab(), "get")) == 10;
            });
            NodeCalls.reset(redis.lab());
            for (int i = 0; i < 3_000; i++) {
                connection.sync().get("none");
            }
        }
        List<Long> reads = NodeCalls.of(redis.lab(), "get");
        assertThat(reads.stream().mapToLong(Long::longValue).sum()).isEqualTo(3_000);
        assertThat((double) Collections.max(reads) / Collections.min(reads))
                .as("reads %s", reads)
                .isLessThanOrEqualTo(1.05);
    }

    @Test
    void leavesNoClientBehindWhenItIsClosed() {
        double before = redis.router().metrics().gauge(RouterMetric.CLIENTS);
        for (int i = 0; i < 20; i++) {
            try (StatefulRedisConnection<String, String> connection =
                    redis.router().connect()) {
                connection.sync().watch("k");
                connection.async().blpop(0, "list");
            }
        }
        Awaitility.await().until(() -> redis.router().metrics().gauge(RouterMetric.CLIENTS) == before);
        Awaitility.await()
                .until(() -> redis.lab().master().info("blocked_clients").equals("0"));
    }
}
