package dev.redisrouter.test.failover;

import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** When each Sentinel of a lab published {@code +switch-master}, as a client of its own hears it. Thread-safe. */
final class SwitchWatch implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<Long> heard = new CopyOnWriteArrayList<>();
    private final List<Subscription> subscriptions;

    SwitchWatch(RedisLab lab) {
        this.subscriptions = lab.sentinels().stream()
                .map(sentinel -> new Subscription(sentinel, heard))
                .toList();
        subscriptions.forEach(Subscription::begin);
    }

    /** The times by {@link System#nanoTime}, the first one first; returns when every Sentinel has published. */
    List<Long> awaitAll() {
        await().atMost(SOON).until(() -> heard.size() >= subscriptions.size());
        return heard.stream().sorted().toList();
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::end);
    }

    private static final class Subscription extends JedisPubSub {
        private final Jedis jedis;
        private final List<Long> heard;
        private final Thread thread;

        Subscription(LabNode sentinel, List<Long> heard) {
            this.jedis = new Jedis(sentinel.host(), sentinel.port(), 0);
            this.heard = heard;
            this.thread = new Thread(() -> jedis.subscribe(this, "+switch-master"), "watch-" + sentinel.name());
        }

        void begin() {
            thread.start();
            await().atMost(SOON).until(this::isSubscribed);
        }

        void end() {
            unsubscribe();
            await().atMost(SOON).until(() -> !thread.isAlive());
            jedis.close();
        }

        @Override
        public void onMessage(String channel, String message) {
            heard.add(System.nanoTime());
        }
    }
}
