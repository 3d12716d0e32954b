package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** Who has subscribed stays connected while the master changes, and hears what is published on the new one. */
class SubscriptionsFollowIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"pause", "kill", "switch over"})
    void theMaster(String how) {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Wire old = Wire.to(router);
                Wire modern = Wire.to(router);
                StatefulRedisPubSubConnection<String, String> door = router.connectPubSub();
                Wire publisher = Wire.to(router)) {
            assertThat(old.call("SUBSCRIBE", "news")).isEqualTo("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n");
            modern.call("HELLO", "3");
            modern.call("PSUBSCRIBE", "n*");
            List<String> heard = new CopyOnWriteArrayList<>();
            door.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard.add(message);
                }
            });
            door.sync().subscribe("news");
            assertThat(publisher.call("PUBLISH", "news", "before")).isEqualTo(":3\r\n");
            assertThat(old.reply()).contains("before");
            assertThat(modern.reply()).contains("before");

            LabNode before = lab.master();
            change(lab, how);
            lab.awaitMasterOtherThan(before, SOON);
            await().atMost(SOON).until(() -> router.metrics().counter(RouterMetric.LISTENERS_MOVED) >= 3);
            await().atMost(SOON)
                    .until(() -> publisher.call("PUBLISH", "news", "after").equals(":3\r\n"));

            assertThat(hears(old, "after")).startsWith("*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n");
            assertThat(hears(modern, "after")).startsWith(">4\r\n$8\r\npmessage\r\n$2\r\nn*\r\n$4\r\nnews\r\n");
            await().until(() -> heard.contains("after"));
            assertThat(hears(old.send(Wire.command("PING")), "pong")).isEqualTo("*2\r\n$4\r\npong\r\n$0\r\n\r\n");
            assertThat(hears(modern.send(Wire.command("ECHO", "still here")), "still here"))
                    .isEqualTo("$10\r\nstill here\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "kill"})
    void theMasterUnderALibraryThatWouldHaveToSubscribeAgain(String how) throws InterruptedException {
        List<String> heard = new CopyOnWriteArrayList<>();
        JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                heard.add(message);
            }
        };
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Jedis publisher = new Jedis(router.host(), router.port(), 60_000)) {
            Thread listening = listen(router, jedis -> jedis.subscribe(listener, "news"));
            await().until(() -> publisher.publish("news", "before") == 1);

            LabNode before = lab.master();
            change(lab, how);
            lab.awaitMasterOtherThan(before, SOON);
            await().atMost(SOON).until(() -> publisher.publish("news", "after") == 1);
            await().until(() -> heard.contains("after"));

            assertThat(listening.isAlive()).isTrue();
            listener.unsubscribe();
            listening.join();
        }
    }

    private static Thread listen(RedisRouter router, Consumer<Jedis> subscribe) {
        Thread thread = new Thread(() -> {
            try (Jedis jedis = new Jedis(router.host(), router.port())) {
                subscribe.accept(jedis);
            }
        });
        thread.start();
        return thread;
    }

    private static void change(RedisLab lab, String how) {
        switch (how) {
            case "pause" -> lab.master().pause();
            case "kill" -> lab.master().kill();
            default -> lab.triggerFailover();
        }
    }

    private static String hears(Wire subscriber, String text) {
        String message = subscriber.reply();
        while (!message.contains(text)) {
            message = subscriber.reply();
        }
        return message;
    }
}
