package dev.redisrouter.core.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No buffer is lost, however a connection ends: Netty's leak detector watches every one of them. */
class LettuceDoorLeakTest {

    private final ResourceLeakDetector.Level levelBefore = ResourceLeakDetector.getLevel();
    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            leaks.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void watchEveryBuffer() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        listener.start();
        detector.addAppender(listener);
        detector.setAdditive(false);
        findAllThatWasLost("before");
        leaks.clear();
    }

    @AfterEach
    void stopWatching() {
        detector.setAdditive(true);
        detector.detachAppender(listener);
        ResourceLeakDetector.setLevel(levelBefore);
    }

    @Test
    void connectionsThatEndInEveryWay() {
        EventLoopGroup loops = Loops.NIO.start(1);
        ScriptedRedis redis = new ScriptedRedis();
        LettuceDoor door = new LettuceDoor(loops, redis);
        String value = "v".repeat(300_000);
        for (int i = 0; i < 50; i++) {
            StatefulRedisConnection<String, String> connection = door.connect(StringCodec.UTF8);
            connection.sync().set("key", value);
            // Requests and replies of some megabytes are under way when the end comes.
            for (int command = 0; command < 10; command++) {
                connection.async().set("key", value);
                connection.async().get("key");
            }
            switch (i % 4) {
                case 0 -> connection.close();
                case 1 -> redis.open.get(redis.open.size() - 1).close();
                case 2 -> connection.async().incr("closes the server end");
                default -> redis.open.get(redis.open.size() - 1).config().setAutoRead(false);
            }
        }
        door.close();
        loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();

        findAllThatWasLost("after");
        assertThat(leaks).singleElement().asString().contains("lost on purpose, after");
    }

    /** Loses a buffer on purpose, after all others: when the detector has found it, it has found them too. */
    private void findAllThatWasLost(String when) {
        String hint = "lost on purpose, " + when;
        PooledByteBufAllocator.DEFAULT.buffer(16).touch(hint);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            PooledByteBufAllocator.DEFAULT.buffer(16).release();
            return leaks.stream().anyMatch(leak -> leak.contains(hint));
        });
    }
}
