package dev.redisrouter.core.door;

import static dev.redisrouter.core.door.InProcessPair.text;
import static dev.redisrouter.core.door.InProcessPair.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written to one end is read from the other: in order, uncopied, in batches, and only when it wants to read. */
class InProcessChannelReadTest {

    static Loops[] loops() {
        return Loops.available();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void bothWays(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.client.channel.writeAndFlush(text("request")).syncUninterruptibly();
            pair.server.channel.writeAndFlush(text("reply")).syncUninterruptibly();
            pair.settle();
            assertThat(pair.server.events).containsExactly("active", "read request", "complete");
            assertThat(pair.client.events).containsExactly("active", "read reply", "complete");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void handsTheBufferItselfOver(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            List<ByteBuf> read = new ArrayList<>();
            pair.onLoop(() -> pair.server.onRead = (channel, buffer) -> read.add(buffer));
            ByteBuf written = text("uncopied");
            pair.client.channel.writeAndFlush(written).syncUninterruptibly();
            pair.settle();
            assertThat(read).singleElement().isSameAs(written);
            assertThat(written.refCnt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void readsTheFlushesOfOneIterationAsOneBatch(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.onLoop(() -> {
                pair.client.channel.writeAndFlush(text("a"));
                pair.client.channel.writeAndFlush(text("b"));
                pair.client.channel.writeAndFlush(text("c"));
            });
            pair.settle();
            assertThat(pair.server.events).containsExactly("active", "read a", "read b", "read c", "complete");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void neverReadsWithinAWrite(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            int rounds = 10_000;
            AtomicInteger pongs = new AtomicInteger();
            int[] depth = {0};
            int[] deepest = {0};
            pair.onLoop(() -> {
                pair.client.onRead = (channel, read) -> {
                    deepest[0] = Math.max(deepest[0], ++depth[0]);
                    if (pongs.incrementAndGet() < rounds) {
                        channel.writeAndFlush(text("ping"));
                    }
                    depth[0]--;
                };
                pair.server.onRead = (channel, read) -> {
                    deepest[0] = Math.max(deepest[0], ++depth[0]);
                    channel.writeAndFlush(text("pong"));
                    depth[0]--;
                };
                pair.client.channel.writeAndFlush(text("ping"));
            });
            await().until(() -> pongs.get() == rounds);
            assertThat(deepest[0]).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void readsNothingWhileAutoReadIsOff(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.server.channel.config().setAutoRead(false);
            pair.client.channel.writeAndFlush(text("a")).syncUninterruptibly();
            pair.client.channel.writeAndFlush(text("b")).syncUninterruptibly();
            pair.settle();
            assertThat(pair.server.events).containsExactly("active");

            pair.server.channel.read();
            pair.settle();
            assertThat(pair.server.events).containsExactly("active", "read a", "complete");

            pair.server.channel.config().setAutoRead(true);
            pair.settle();
            assertThat(pair.server.events).containsExactly("active", "read a", "complete", "read b", "complete");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void stopsAtOnceWhenAutoReadIsSwitchedOffInARead(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.onLoop(() -> {
                pair.server.onRead = (channel, read) -> channel.config().setAutoRead(false);
                pair.client.channel.writeAndFlush(zeros(3 * InProcessChannel.CHUNK_BYTES));
            });
            pair.settle();
            assertThat(pair.server.events)
                    .containsExactly("active", "read " + InProcessChannel.CHUNK_BYTES, "complete");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void leavesTheEventLoopToOthersBetweenTurns(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            List<Long> readByThen = new ArrayList<>();
            pair.onLoop(() -> {
                pair.client.channel.writeAndFlush(zeros(10 * InProcessChannel.BYTES_PER_TURN));
                pair.loops.execute(() -> readByThen.add(pair.server.bytesRead));
            });
            pair.settle();
            assertThat(readByThen).containsExactly((long) InProcessChannel.BYTES_PER_TURN);
            await().until(() -> pair.server.bytesRead == 10L * InProcessChannel.BYTES_PER_TURN);
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void takesOnlyBuffers(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            Throwable cause = pair.client
                    .channel
                    .writeAndFlush("text")
                    .awaitUninterruptibly()
                    .cause();
            assertThat(cause)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("message: java.lang.String (expected: io.netty.buffer.ByteBuf)");
        }
    }
}
