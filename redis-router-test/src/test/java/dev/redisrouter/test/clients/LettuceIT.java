package dev.redisrouter.test.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** A Lettuce that knows nothing of a router works with it as with one Redis, in both protocols. */
class LettuceIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void saysHello(ProtocolVersion protocol) {
        RedisURI uri = uri();
        uri.setDatabase(3);
        uri.setClientName("till-7");
        withClient(protocol, client -> {
            try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
                RedisCommands<String, String> redis = connection.sync();
                assertThat(redis.clientGetname()).isEqualTo("till-7");
                assertThat(redis.clientId()).isPositive();
                assertThat(redis.clientInfo())
                        .contains("name=till-7", "db=3", "resp=" + (protocol == ProtocolVersion.RESP3 ? 3 : 2));
                assertThat(redis.ping()).isEqualTo("PONG");
                assertThat(redis.select(4)).isEqualTo("OK");
                assertThatThrownBy(() -> redis.select(99)).hasMessage("ERR DB index is out of range");
                assertThat(redis.info("replication")).contains("role:");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void makesTypedCalls(ProtocolVersion protocol) {
        withConnection(protocol, connection -> {
            RedisCommands<String, String> redis = connection.sync();
            assertThat(redis.set("s", "v")).isEqualTo("OK");
            assertThat(redis.get("s")).isEqualTo("v");
            assertThat(redis.get("none")).isNull();
            assertThat(redis.incrby("n", 41)).isEqualTo(41);
            assertThat(redis.incrbyfloat("f", 1.5)).isEqualTo(1.5);
            assertThat(redis.hset("h", Map.of("a", "1", "b", "2"))).isEqualTo(2);
            assertThat(redis.hgetall("h")).isEqualTo(Map.of("a", "1", "b", "2"));
            assertThat(redis.sadd("set", "x", "y")).isEqualTo(2);
            assertThat(redis.smembers("set")).isEqualTo(Set.of("x", "y"));
            assertThat(redis.zadd("z", 1.25, "m")).isEqualTo(1);
            assertThat(redis.zscore("z", "m")).isEqualTo(1.25);
            assertThat(redis.zrangeWithScores("z", 0, -1)).hasSize(1);
            assertThat(redis.rpush("l", "a", "b")).isEqualTo(2);
            assertThat(redis.lrange("l", 0, -1)).containsExactly("a", "b");
            assertThat(redis.xadd("x", Map.of("f", "v"))).contains("-");
            assertThat(redis.xlen("x")).isEqualTo(1);
            assertThat(redis.mget("s", "none")).containsExactly(KeyValue.just("s", "v"), KeyValue.empty("none"));
            assertThat(redis.expire("s", 100)).isTrue();
            assertThat(redis.ttl("s")).isBetween(1L, 100L);
            assertThat(redis.keys("*")).hasSize(8);
            assertThat(redis.scan().getKeys()).hasSize(8);
            assertThat(redis.<List<String>>eval(
                            "return {KEYS[1], ARGV[1]}", ScriptOutputType.MULTI, new String[] {"k"}, "a"))
                    .containsExactly("k", "a");
            assertThat(redis.del("s", "n", "none")).isEqualTo(2);
            assertThatThrownBy(() -> redis.lpush("h", "x"))
                    .isInstanceOf(RedisCommandExecutionException.class)
                    .hasMessageStartingWith("WRONGTYPE");
            assertThat(redis.role()).isNotEmpty();
            assertThat(redis.waitForReplication(2, 5_000)).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void movesBytesOfAnyKindAndNumber(ProtocolVersion protocol) {
        byte[] key = {0, '\r', '\n', (byte) 0xff, '$', '*'};
        byte[] value = new byte[8 << 20];
        new Random(1).nextBytes(value);
        withClient(protocol, client -> {
            try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
                assertThat(connection.sync().set(key, value)).isEqualTo("OK");
                for (int i = 0; i < 4; i++) {
                    assertThat(connection.sync().get(key)).isEqualTo(value);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void pipelinesTenThousandCommands(ProtocolVersion protocol) {
        withConnection(protocol, connection -> {
            RedisAsyncCommands<String, String> redis = connection.async();
            List<RedisFuture<?>> futures = new ArrayList<>();
            connection.setAutoFlushCommands(false);
            for (int i = 0; i < 2_500; i++) {
                futures.add(redis.set("k" + i % 100, "v" + i));
                futures.add(redis.get("k" + i % 100));
                futures.add(redis.incr("n"));
                futures.add(redis.get("none"));
            }
            connection.flushCommands();
            connection.setAutoFlushCommands(true);

            assertThat(LettuceFutures.awaitAll(Duration.ofSeconds(20), futures.toArray(RedisFuture[]::new)))
                    .isTrue();
            for (int i = 0; i < 2_500; i++) {
                assertThat(futures.get(4 * i + 1).toCompletableFuture().join()).isEqualTo("v" + i);
                assertThat(futures.get(4 * i + 2).toCompletableFuture().join()).isEqualTo(i + 1L);
                assertThat(futures.get(4 * i + 3).toCompletableFuture().join()).isNull();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void streamsReactively(ProtocolVersion protocol) {
        withConnection(protocol, connection -> {
            List<String> values = Flux.range(0, 1_000)
                    .concatMap(i -> connection.reactive().set("k" + i, "v" + i))
                    .thenMany(Flux.range(0, 1_000)
                            .flatMapSequential(i -> connection.reactive().get("k" + i)))
                    .collectList()
                    .block(Duration.ofSeconds(20));

            assertThat(values).hasSize(1_000).startsWith("v0", "v1").endsWith("v999");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void runsTransactions(ProtocolVersion protocol) {
        withClient(protocol, client -> {
            try (StatefulRedisConnection<String, String> connection = client.connect();
                    StatefulRedisConnection<String, String> other = client.connect()) {
                RedisCommands<String, String> redis = connection.sync();
                redis.multi();
                assertThat(redis.incr("n")).isNull();
                redis.get("n");
                TransactionResult result = redis.exec();
                assertThat(result.wasDiscarded()).isFalse();
                assertThat(List.copyOf(result.stream().toList())).isEqualTo(List.of(1L, "1"));

                redis.watch("n");
                other.sync().incr("n");
                redis.multi();
                redis.set("n", "99");
                assertThat(redis.exec().wasDiscarded()).isTrue();

                redis.multi();
                redis.set("n", "99");
                assertThat(redis.discard()).isEqualTo("OK");
                assertThat(redis.get("n")).isEqualTo("2");
            }
        });
    }

    @SuppressWarnings("unchecked") // an array of generic offsets
    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void waitsForElements(ProtocolVersion protocol) {
        withClient(protocol, client -> {
            try (StatefulRedisConnection<String, String> waiting = client.connect();
                    StatefulRedisConnection<String, String> reading = client.connect();
                    StatefulRedisConnection<String, String> pushing = client.connect()) {
                RedisFuture<KeyValue<String, String>> popped = waiting.async().blpop(20, "list");
                RedisFuture<?> entries = reading.async()
                        .xread(XReadArgs.Builder.block(20_000), XReadArgs.StreamOffset.from("stream", "0"));
                Awaitility.await()
                        .until(() ->
                                redis.lab().master().info("blocked_clients").equals("2"));
                pushing.sync().rpush("list", "element");
                pushing.sync().xadd("stream", Map.of("f", "v"));

                assertThat(popped.toCompletableFuture()
                                .orTimeout(10, TimeUnit.SECONDS)
                                .join())
                        .isEqualTo(KeyValue.just("list", "element"));
                assertThat(entries.toCompletableFuture()
                                .orTimeout(10, TimeUnit.SECONDS)
                                .join())
                        .asString()
                        .contains("{f=v}");
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void subscribes(ProtocolVersion protocol) {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        withClient(protocol, client -> {
            try (StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub();
                    StatefulRedisConnection<String, String> publisher = client.connect()) {
                subscriber.addListener(new RedisPubSubAdapter<>() {
                    @Override
                    public void message(String channel, String message) {
                        heard.add(message);
                    }

                    @Override
                    public void message(String pattern, String channel, String message) {
                        heard.add(pattern + " " + message);
                    }
                });
                subscriber.sync().subscribe("news");
                for (int i = 0; i < 100; i++) {
                    assertThat(publisher.sync().publish("news", "item " + i)).isEqualTo(1);
                    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("item " + i);
                }
                subscriber.sync().psubscribe("n*");
                subscriber.sync().unsubscribe("news");
                assertThat(publisher.sync().publish("news", "last")).isEqualTo(1);
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("n* last");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void withConnection(
            ProtocolVersion protocol, Consumer<StatefulRedisConnection<String, String>> test) {
        withClient(protocol, client -> {
            try (StatefulRedisConnection<String, String> connection = client.connect()) {
                test.accept(connection);
            }
        });
    }

    private static void withClient(ProtocolVersion protocol, Consumer<RedisClient> test) {
        RedisClient client = RedisClient.create(uri());
        client.setOptions(ClientOptions.builder()
                .protocolVersion(protocol)
                .autoReconnect(false)
                .build());
        try {
            test.accept(client);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static RedisURI uri() {
        return RedisURI.Builder.redis(redis.router().host(), redis.router().port())
                .withTimeout(Duration.ofSeconds(15))
                .build();
    }
}
