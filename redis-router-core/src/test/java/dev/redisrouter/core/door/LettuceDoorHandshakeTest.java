package dev.redisrouter.core.door;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.codec.StringCodec;
import io.netty.channel.EventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection says who it is and asks for RESP3, and for nothing that makes sense between machines only. */
class LettuceDoorHandshakeTest {

    private final EventLoopGroup loops = Loops.NIO.start(1);

    @AfterEach
    void stopLoops() {
        loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
    }

    @Test
    void isHelloAndClientSetinfo() {
        ScriptedRedis redis = new ScriptedRedis();
        try (LettuceDoor door = new LettuceDoor(loops, redis)) {
            door.connect(StringCodec.UTF8);
            assertThat(redis.received).containsExactly("HELLO 3", "CLIENT SETINFO", "CLIENT SETINFO");
        }
    }

    @Test
    void aRefusalIsAnErrorOfConnect() {
        try (LettuceDoor door = new LettuceDoor(loops, channel -> channel.close())) {
            assertThatThrownBy(() -> door.connect(StringCodec.UTF8))
                    .isInstanceOf(RedisConnectionException.class)
                    .hasRootCauseMessage("refused by the router: local:redis-router");
            assertThat(door.connections()).isZero();
        }
    }
}
