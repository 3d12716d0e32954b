package dev.redisrouter.test.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XReadParams;

/** A Jedis that knows nothing of a router works with it as with one Redis, in both protocols. */
class JedisIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void saysHello(RedisProtocol protocol) {
        DefaultJedisClientConfig.Builder config =
                config(protocol).clientName("till-7").database(3);
        try (Jedis jedis = jedis(config)) {
            assertThat(jedis.clientGetname()).isEqualTo("till-7");
            assertThat(jedis.clientId()).isPositive();
            assertThat(jedis.clientInfo()).contains("name=till-7", "db=3");
            assertThat(jedis.ping()).isEqualTo("PONG");
            assertThat(jedis.ping("hello")).isEqualTo("hello");
            assertThat(jedis.echo("hello")).isEqualTo("hello");
            assertThat(jedis.select(4)).isEqualTo("OK");
            assertThat(jedis.getDB()).isEqualTo(4);
            assertThatThrownBy(() -> jedis.select(99))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessage("ERR DB index is out of range");
            assertThat(jedis.info("replication")).contains("role:");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void makesTypedCalls(RedisProtocol protocol) {
        try (Jedis jedis = jedis(config(protocol))) {
            assertThat(jedis.set("s", "v")).isEqualTo("OK");
            assertThat(jedis.set("s", "w", SetParams.setParams().nx())).isNull();
            assertThat(jedis.get("s")).isEqualTo("v");
            assertThat(jedis.get("none")).isNull();
            assertThat(jedis.incrBy("n", 41)).isEqualTo(41);
            assertThat(jedis.incrByFloat("f", 1.5)).isEqualTo(1.5);
            assertThat(jedis.hset("h", Map.of("a", "1", "b", "2"))).isEqualTo(2);
            assertThat(jedis.hgetAll("h")).isEqualTo(Map.of("a", "1", "b", "2"));
            assertThat(jedis.sadd("set", "x", "y")).isEqualTo(2);
            assertThat(jedis.smembers("set")).isEqualTo(Set.of("x", "y"));
            assertThat(jedis.zadd("z", 1.25, "m")).isEqualTo(1);
            assertThat(jedis.zscore("z", "m")).isEqualTo(1.25);
            assertThat(jedis.zrangeWithScores("z", 0, -1)).hasSize(1);
            assertThat(jedis.rpush("l", "a", "b", "c")).isEqualTo(3);
            assertThat(jedis.lrange("l", 0, -1)).containsExactly("a", "b", "c");
            assertThat(jedis.xadd("x", new StreamEntryID(1, 1), Map.of("f", "v")))
                    .isEqualTo(new StreamEntryID(1, 1));
            assertThat(jedis.xrange("x", "-", "+")).hasSize(1);
            assertThat(jedis.mget("s", "none", "n")).containsExactly("v", null, "41");
            assertThat(jedis.expire("s", 100)).isEqualTo(1);
            assertThat(jedis.ttl("s")).isBetween(1L, 100L);
            assertThat(jedis.keys("*")).hasSize(8);
            assertThat(jedis.scan("0").getResult()).hasSize(8);
            assertThat(jedis.eval("return {KEYS[1], ARGV[1]}", List.of("k"), List.of("a")))
                    .isEqualTo(List.of("k", "a"));
            assertThat(jedis.del("s", "n", "none")).isEqualTo(2);
            assertThat(jedis.exists("s")).isFalse();
            assertThatThrownBy(() -> jedis.lpush("h", "x"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("WRONGTYPE");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void movesBytesOfAnyKindAndNumber(RedisProtocol protocol) {
        byte[] key = {0, '\r', '\n', (byte) 0xff, '$', '*'};
        byte[] value = new byte[8 << 20];
        new Random(1).nextBytes(value);
        try (Jedis jedis = jedis(config(protocol))) {
            assertThat(jedis.set(key, value)).isEqualTo("OK");
            for (int i = 0; i < 4; i++) {
                assertThat(jedis.get(key)).isEqualTo(value);
            }
            assertThat(jedis.strlen(key)).isEqualTo(value.length);
            assertThat(jedis.getrange(key, 5, 9)).containsExactly(value[5], value[6], value[7], value[8], value[9]);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void pipelinesTenThousandCommands(RedisProtocol protocol) {
        try (Jedis jedis = jedis(config(protocol))) {
            List<Response<?>> responses = new ArrayList<>();
            Pipeline pipeline = jedis.pipelined();
            for (int i = 0; i < 2_500; i++) {
                responses.add(pipeline.set("k" + i % 100, "v" + i));
                responses.add(pipeline.get("k" + i % 100));
                responses.add(pipeline.incr("n"));
                responses.add(pipeline.get("none"));
            }
            pipeline.sync();

            for (int i = 0; i < 2_500; i++) {
                assertThat(responses.get(4 * i).get()).isEqualTo("OK");
                assertThat(responses.get(4 * i + 1).get()).isEqualTo("v" + i);
                assertThat(responses.get(4 * i + 2).get()).isEqualTo(i + 1L);
                assertThat(responses.get(4 * i + 3).get()).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void runsTransactions(RedisProtocol protocol) {
        try (Jedis jedis = jedis(config(protocol));
                Jedis other = jedis(config(protocol))) {
            Transaction plain = jedis.multi();
            Response<Long> count = plain.incr("n");
            Response<String> read = plain.get("n");
            assertThat(plain.exec()).containsExactly(1L, "1");
            assertThat(count.get()).isEqualTo(1);
            assertThat(read.get()).isEqualTo("1");

            jedis.watch("n");
            other.incr("n");
            Transaction late = jedis.multi();
            late.set("n", "99");
            assertThat(late.exec()).isNull();
            assertThat(jedis.get("n")).isEqualTo("2");

            Transaction wrong = jedis.multi();
            wrong.set("n", "99");
            wrong.sendCommand(() -> "NOSUCH".getBytes(UTF_8), "argument");
            assertThatThrownBy(wrong::exec)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("EXECABORT");
            assertThat(jedis.get("n")).isEqualTo("2");

            Transaction abandoned = jedis.multi();
            abandoned.set("n", "99");
            abandoned.discard();
            assertThat(jedis.get("n")).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void waitsForElements(RedisProtocol protocol) throws InterruptedException {
        BlockingQueue<List<String>> popped = new LinkedBlockingQueue<>();
        BlockingQueue<Object> entries = new LinkedBlockingQueue<>();
        try (Jedis popping = jedis(config(protocol));
                Jedis reading = jedis(config(protocol));
                Jedis pushing = jedis(config(protocol))) {
            start(() -> popped.add(popping.blpop(20, "list")));
            start(() -> entries.add(
                    reading.xread(XReadParams.xReadParams().block(20_000), Map.of("stream", new StreamEntryID(0, 0)))));
            awaitBlocked(2);
            pushing.rpush("list", "element");
            pushing.xadd("stream", new StreamEntryID(3, 3), Map.of("f", "v"));

            assertThat(popped.poll(10, TimeUnit.SECONDS)).containsExactly("list", "element");
            assertThat(entries.poll(10, TimeUnit.SECONDS)).asString().contains("3-3");
            assertThat(pushing.brpop(0.01, "list")).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESP2", "RESP3"})
    void subscribesAndGoesOn(RedisProtocol protocol) throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int subscribed) {
                heard.add("subscribed to " + channel);
            }

            @Override
            public void onMessage(String channel, String message) {
                heard.add(message);
            }
        };
        try (Jedis subscriber = jedis(config(protocol));
                Jedis publisher = jedis(config(protocol))) {
            Thread listening = start(() -> subscriber.subscribe(listener, "news"));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("subscribed to news");
            for (int i = 0; i < 100; i++) {
                assertThat(publisher.publish("news", "item " + i)).isEqualTo(1);
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("item " + i);
            }
            listener.unsubscribe();
            listening.join(10_000);

            assertThat(listening.isAlive()).isFalse();
            subscriber.set("k", "v");
            assertThat(subscriber.get("k")).isEqualTo("v");
            assertThat(publisher.get("k")).isEqualTo("v");
        }
    }

    private static void awaitBlocked(int clients) {
        org.awaitility.Awaitility.await()
                .until(() -> redis.lab().master().info("blocked_clients").equals(Integer.toString(clients)));
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "jedis-it");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static DefaultJedisClientConfig.Builder config(RedisProtocol protocol) {
        return DefaultJedisClientConfig.builder().protocol(protocol).timeoutMillis(15_000);
    }

    private static Jedis jedis(DefaultJedisClientConfig.Builder config) {
        return new Jedis(new HostAndPort(redis.router().host(), redis.router().port()), config.build());
    }
}
