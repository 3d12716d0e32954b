package dev.redisrouter.core.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

/** Lettuce's whole API works through the door, on every kind of event loop. */
class LettuceDoorCallsTest {

    static Loops[] loops() {
        return Loops.available();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void synchronousCalls(Loops kind) {
        EventLoopGroup loops = kind.start(1);
        try (LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis());
                StatefulRedisConnection<String, String> connection = door.connect(StringCodec.UTF8)) {
            assertThat(connection.sync().ping()).isEqualTo("PONG");
            assertThat(connection.sync().set("hello", "world")).isEqualTo("OK");
            assertThat(connection.sync().get("hello")).isEqualTo("world");
            assertThat(connection.sync().get("missing")).isNull();
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void asynchronousCallsAreAnsweredInOrder(Loops kind) throws Exception {
        EventLoopGroup loops = kind.start(2);
        try (LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis());
                StatefulRedisConnection<String, String> connection = door.connect(StringCodec.UTF8)) {
            List<RedisFuture<String>> replies = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                replies.add(connection.async().echo("message " + i));
            }
            for (int i = 0; i < replies.size(); i++) {
                assertThat(replies.get(i).get(10, SECONDS)).isEqualTo("message " + i);
            }
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void reactiveCalls(Loops kind) {
        EventLoopGroup loops = kind.start(1);
        try (LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis());
                StatefulRedisConnection<String, String> connection = door.connect(StringCodec.UTF8)) {
            List<String> replies = Flux.range(0, 1_000)
                    .concatMap(i -> connection.reactive().echo("message " + i))
                    .collectList()
                    .block(Duration.ofSeconds(10));
            assertThat(replies).hasSize(1_000).startsWith("message 0").endsWith("message 999");
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aCodecOfTheCallers(Loops kind) {
        EventLoopGroup loops = kind.start(1);
        try (LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis());
                StatefulRedisConnection<byte[], byte[]> connection = door.connect(ByteArrayCodec.INSTANCE)) {
            byte[] value = {0, '\r', '\n', (byte) 0xff};
            connection.sync().set("bytes".getBytes(UTF_8), value);
            assertThat(connection.sync().get("bytes".getBytes(UTF_8))).containsExactly(value);
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }
}
