package dev.redisrouter.test.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.NodeCalls;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/** A pool of connections behaves as one Redis: what one thread wrote, each thread reads, from whatever node. */
class JedisPoolIT {
    private static final int THREADS = 8;
    private static final int ROUNDS = 600;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0)).router(NodeCalls::onceEach);

    @Test
    void readsWhatItWrote() throws Exception {
        try (RedisClient pool = pool()) {
            inAllThreads(thread -> {
                for (int i = 0; i < ROUNDS; i++) {
                    String key = "key-" + thread + "-" + i % 50;
                    pool.set(key, "value-" + i);
                    assertThat(pool.get(key)).isEqualTo("value-" + i);
                    assertThat(pool.incr("count-" + thread)).isEqualTo(i + 1L);
                }
            });
            assertThat(pool.dbSize()).isEqualTo(THREADS * 51L);
        }
    }

    @Test
    void spreadsItsReads() throws Exception {
        NodeCalls.reset(redis.lab());
        try (RedisClient pool = pool()) {
            inAllThreads(thread -> {
                for (int i = 0; i < ROUNDS; i++) {
                    assertThat(pool.get("none")).isNull();
                }
            });
        }
        List<Long> reads = NodeCalls.of(redis.lab(), "get");
        assertThat(reads.stream().mapToLong(Long::longValue).sum()).isEqualTo(THREADS * ROUNDS);
        assertThat((double) Collections.max(reads) / Collections.min(reads))
                .as("reads %s", reads)
                .isLessThanOrEqualTo(1.05);
    }

    @Test
    void countsUnderTransactions() throws Exception {
        try (RedisClient pool = pool()) {
            inAllThreads(thread -> {
                for (int i = 0; i < 100; i++) {
                    try (var transaction = pool.multi()) {
                        transaction.incr("a");
                        transaction.incr("b");
                        List<Object> both = transaction.exec();
                        assertThat(both.get(0)).isEqualTo(both.get(1));
                    }
                }
            });
            assertThat(pool.get("a")).isEqualTo("800");
        }
    }

    private static RedisClient pool() {
        ConnectionPoolConfig size = new ConnectionPoolConfig();
        size.setMaxTotal(THREADS);
        size.setMaxIdle(THREADS);
        return RedisClient.builder()
                .hostAndPort(redis.router().host(), redis.router().port())
                .clientConfig(
                        DefaultJedisClientConfig.builder().timeoutMillis(15_000).build())
                .poolConfig(size)
                .build();
    }

    private interface Work {
        void in(int thread);
    }

    private static void inAllThreads(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, THREADS)
                    .<Callable<Void>>mapToObj(thread -> () -> {
                        work.in(thread);
                        return null;
                    })
                    .toList();
            for (Future<Void> result : threads.invokeAll(tasks)) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
