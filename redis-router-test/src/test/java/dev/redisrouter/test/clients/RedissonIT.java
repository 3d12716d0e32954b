package dev.redisrouter.test.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.Redisson;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RBucket;
import org.redisson.api.RLock;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** A Redisson in single-server mode takes the router for that server. */
class RedissonIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    private static RedissonClient redisson;

    @BeforeAll
    static void connect() {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE).setThreads(2).setNettyThreads(2);
        config.useSingleServer()
                .setAddress("redis://" + redis.router().host() + ":"
                        + redis.router().port())
                .setConnectionPoolSize(8)
                .setConnectionMinimumIdleSize(2)
                .setSubscriptionConnectionPoolSize(4)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setTimeout(10_000);
        redisson = Redisson.create(config);
    }

    @AfterAll
    static void disconnect() {
        redisson.shutdown();
    }

    @Test
    void keepsBucketsMapsAndCounters() {
        RBucket<String> bucket = redisson.getBucket("bucket");
        for (int i = 0; i < 200; i++) {
            bucket.set("value " + i);
            assertThat(bucket.get()).isEqualTo("value " + i);
        }
        Map<String, String> map = redisson.getMap("map");
        assertThat(map.put("a", "1")).isNull();
        map.putAll(Map.of("b", "2", "c", "3"));
        assertThat(Map.copyOf(map)).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
        assertThat(map.remove("a")).isEqualTo("1");
        assertThat(redisson.getAtomicLong("count").addAndGet(41)).isEqualTo(41);
        assertThat(redisson.getAtomicLong("count").incrementAndGet()).isEqualTo(42);
        assertThat(redisson.getAtomicLong("count").compareAndSet(42, 1)).isTrue();
        assertThat(redisson.getKeys().count()).isEqualTo(3);
    }

    @Test
    void movesManyMegabytes() {
        byte[] value = new byte[8 << 20];
        new Random(3).nextBytes(value);
        RBucket<byte[]> bucket = redisson.getBucket("big", ByteArrayCodec.INSTANCE);
        bucket.set(value);
        for (int i = 0; i < 4; i++) {
            assertThat(bucket.get()).isEqualTo(value);
        }
    }

    @Test
    void sendsBatches() {
        RBatch batch = redisson.createBatch();
        for (int i = 0; i < 1_000; i++) {
            batch.getBucket("key-" + i).setAsync("value-" + i);
            batch.getBucket("key-" + i).getAsync();
        }
        BatchResult<?> result = batch.execute();

        assertThat(result.getResponses()).hasSize(2_000);
        assertThat(result.getResponses().get(1_999)).isEqualTo("value-999");
    }

    @Test
    void locks() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                RLock lock = redisson.getLock("lock");
                for (int i = 0; i < 10; i++) {
                    lock.lock(20, TimeUnit.SECONDS);
                    try {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                    } finally {
                        lock.unlock();
                    }
                }
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isEqualTo(1);
        assertThat(redisson.getLock("lock").isLocked()).isFalse();
    }

    @Test
    void hearsTopicsAndWaitsOnQueues() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        RTopic topic = redisson.getTopic("topic");
        int listener = topic.addListener(String.class, (channel, message) -> heard.add(message));
        assertThat(topic.publish("hello")).isEqualTo(1);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
        topic.removeListener(listener);

        RBlockingQueue<String> queue = redisson.getBlockingQueue("queue");
        Thread offering = new Thread(() -> queue.offer("element"));
        offering.start();
        assertThat(queue.poll(10, TimeUnit.SECONDS)).isEqualTo("element");
        assertThat(queue.poll(1, TimeUnit.SECONDS)).isNull();
    }
}
