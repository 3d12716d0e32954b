package dev.redisrouter.core.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that the router closed comes back by itself, and nothing that was sent on it is sent twice. */
class LettuceDoorLossTest {

    private final EventLoopGroup loops = Loops.NIO.start(1);

    @AfterEach
    void stopLoops() {
        loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
    }

    @Test
    void theConnectionComesBackAtOnce() {
        ScriptedRedis redis = new ScriptedRedis();
        try (LettuceDoor door = new LettuceDoor(loops, redis)) {
            StatefulRedisConnection<String, String> connection = door.connect(StringCodec.UTF8);
            Channel first = redis.open.get(0);

            first.close().syncUninterruptibly();

            // Without a command to hurry it.
            await().atMost(Duration.ofSeconds(1)).until(() -> connection.isOpen() && !redis.open.contains(first));
            assertThat(connection.sync().ping()).isEqualTo("PONG");
            assertThat(door.connections()).isOne();
        }
    }

    @Test
    void commandsOfTheMeantimeWaitForIt() throws Exception {
        ScriptedRedis redis = new ScriptedRedis();
        try (LettuceDoor door = new LettuceDoor(loops, redis)) {
            StatefulRedisConnection<String, String> connection = door.connect(StringCodec.UTF8);
            for (int i = 0; i < 20; i++) {
                await().until(() -> connection.isOpen() && redis.open.size() == 1);
                redis.open.get(0).close().syncUninterruptibly();
                assertThat(connection.async().echo("round " + i).get(10, SECONDS))
                        .isEqualTo("round " + i);
            }
        }
    }

    @Test
    void aWriteWithoutReplyFailsAndIsNotRepeated() {
        ScriptedRedis redis = new ScriptedRedis();
        try (LettuceDoor door = new LettuceDoor(loops, redis)) {
            StatefulRedisConnection<String, String> connection = door.connect(StringCodec.UTF8);

            RedisFuture<Long> lost = connection.async().incr("counter");

            assertThatThrownBy(() -> lost.get(10, SECONDS))
                    .hasCauseInstanceOf(RedisConnectionException.class)
                    .hasMessageContaining("the command may have been executed");
            assertThat(connection.sync().ping()).isEqualTo("PONG");
            assertThat(Collections.frequency(redis.received, "INCR counter")).isOne();
        }
    }
}
