package dev.redisrouter.core.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values far beyond any buffer pass unharmed in both directions, also several at once with small commands between. */
class LettuceDoorBigValuesTest {

    private static final int BYTES = 16 * 1024 * 1024;

    static Loops[] loops() {
        return Loops.available();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void sixteenMebibytes(Loops kind) throws Exception {
        EventLoopGroup loops = kind.start(1);
        byte[] value = new byte[BYTES];
        new Random(7).nextBytes(value);
        try (LettuceDoor door = new LettuceDoor(loops, new ScriptedRedis());
                StatefulRedisConnection<String, byte[]> connection =
                        door.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))) {
            connection.sync().set("big", value);

            List<RedisFuture<byte[]>> replies = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                replies.add(connection.async().get("big"));
                replies.add(connection.async().echo(new byte[] {(byte) i}));
            }

            for (int i = 0; i < 4; i++) {
                assertThat(replies.get(2 * i).get(60, SECONDS)).isEqualTo(value);
                assertThat(replies.get(2 * i + 1).get(60, SECONDS)).containsExactly(i);
            }
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }
}
