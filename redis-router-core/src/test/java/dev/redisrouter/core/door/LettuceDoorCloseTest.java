package dev.redisrouter.core.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is closed is closed on both ends and for good, and the event loops, which are the router's, run on. */
class LettuceDoorCloseTest {

    private final EventLoopGroup loops = Loops.NIO.start(2);

    @AfterEach
    void stopLoops() {
        loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
    }

    @Test
    void closingAConnectionClosesItsServerEnd() {
        ScriptedRedis redis = new ScriptedRedis();
        try (LettuceDoor door = new LettuceDoor(loops, redis)) {
            StatefulRedisConnection<String, String> staying = door.connect(StringCodec.UTF8);
            StatefulRedisConnection<String, String> leaving = door.connect(StringCodec.UTF8);
            assertThat(door.connections()).isEqualTo(2);

            leaving.close();

            await().until(() -> redis.open.size() == 1 && door.connections() == 1);
            assertThat(staying.sync().ping()).isEqualTo("PONG");
        }
    }

    @Test
    void closingTheDoorClosesAllConnections() {
        ScriptedRedis redis = new ScriptedRedis();
        LettuceDoor door = new LettuceDoor(loops, redis);
        List<StatefulRedisConnection<String, String>> connections =
                List.of(door.connect(StringCodec.UTF8), door.connect(StringCodec.UTF8), door.connect(StringCodec.UTF8));
        RedisFuture<KeyValue<String, String>> blocked =
                connections.get(0).async().blpop(0, "never");
        await().until(() -> redis.received.contains("BLPOP never"));

        door.close();

        assertThat(door.connections()).isZero();
        // it hears of it after those who wait for the close
        await().until(redis.open::isEmpty);
        assertThat(connections).noneMatch(StatefulRedisConnection::isOpen);
        assertThatThrownBy(() -> blocked.get(10, SECONDS)).hasCauseInstanceOf(RedisException.class);
        assertThatThrownBy(() -> connections.get(1).sync().ping())
                .isInstanceOf(RedisException.class)
                .hasMessageContaining("closed");
        assertThat(redis.received).filteredOn("HELLO 3"::equals).hasSize(3);
        assertThat(loops.isShuttingDown()).isFalse();
        door.close();
    }

    @Test
    void closingTheDoorClosesServerEndsThatDoNotRead() {
        ScriptedRedis redis = new ScriptedRedis();
        LettuceDoor door = new LettuceDoor(loops, redis);
        door.connect(StringCodec.UTF8);
        Channel serverEnd = redis.open.get(0);
        serverEnd.config().setAutoRead(false);

        door.close();

        assertThat(serverEnd.isOpen()).isFalse();
    }

    @Test
    void leavesNoThreadBehind() {
        LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis());
        loops.forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        door.connect(StringCodec.UTF8).sync().ping();
        assertThat(newThreads(before)).singleElement().asString().contains("redis-router-door-timer");

        door.close();

        assertThat(newThreads(before)).isEmpty();
    }

    private static Set<Thread> newThreads(Set<Thread> before) {
        Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
        now.removeAll(before);
        return now;
    }

    @Test
    void opensNothingAfterwards() {
        LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis());
        door.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> door.connect(StringCodec.UTF8))
                .withMessageContaining("closed");
    }

    @Test
    void refusesToWaitOnAnEventLoop() {
        try (LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis())) {
            assertThatThrownBy(() ->
                            loops.submit(() -> door.connect(StringCodec.UTF8)).get(10, SECONDS))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("an event loop of the router");
        }
    }

    @Test
    void closesOnAnEventLoopWithoutWaiting() throws Exception {
        ScriptedRedis redis = new ScriptedRedis();
        LettuceDoor door = new LettuceDoor(loops, redis);
        door.connect(StringCodec.UTF8);
        door.connect(StringCodec.UTF8);

        loops.submit(door::close).get(10, SECONDS);

        await().until(() -> redis.open.isEmpty() && door.connections() == 0);
    }
}
