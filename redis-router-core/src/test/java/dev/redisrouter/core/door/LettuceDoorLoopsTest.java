package dev.redisrouter.core.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.codec.StringCodec;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The connections take turns on the router's event loops, and both ends of one are on the same. */
class LettuceDoorLoopsTest {

    static Loops[] loops() {
        return Loops.available();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void eachConnectionLandsOnTheNextLoop(Loops kind) {
        EventLoopGroup loops = kind.start(4);
        ScriptedRedis redis = new ScriptedRedis();
        try (LettuceDoor door = new LettuceDoor(loops, redis)) {
            for (int i = 0; i < 8; i++) {
                door.connect(StringCodec.UTF8);
            }
            assertThat(redis.open.stream().collect(Collectors.groupingBy(Channel::eventLoop, Collectors.counting())))
                    .hasSize(4)
                    .allSatisfy((loop, connections) -> assertThat(connections).isEqualTo(2));
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void callbacksRunOnTheLoopOfTheServerEnd(Loops kind) throws Exception {
        EventLoopGroup loops = kind.start(4);
        ScriptedRedis redis = new ScriptedRedis();
        try (LettuceDoor door = new LettuceDoor(loops, redis)) {
            var connection = door.connect(StringCodec.UTF8);
            EventLoop loop = redis.open.get(0).eventLoop();
            // Answered only when the event loop comes to it, so that the callback is in place before.
            CompletionStage<Boolean> onLoop = loop.submit(
                            () -> connection.async().ping().thenApply(pong -> loop.inEventLoop()))
                    .get(10, SECONDS);
            assertThat(onLoop.toCompletableFuture().get(10, SECONDS)).isTrue();
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }
}
