package dev.redisrouter.core.door;

import static dev.redisrouter.core.door.InProcessPair.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelFuture;
import io.netty.channel.WriteBufferWaterMark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer learns that its reader is behind, what it hands over until then is bounded, and it learns when that is over. */
class InProcessChannelBackPressureTest {

    static Loops[] loops() {
        return Loops.available();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void bytesThatAreNotReadCountAgainstTheHighWaterMark(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.client.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(2_000, 5_000));
            pair.server.channel.config().setAutoRead(false);

            // On the event loop: for a write from elsewhere Netty also counts the task that carries it there.
            pair.onLoop(() -> {
                pair.client.channel.writeAndFlush(zeros(4_000));
                assertThat(pair.client.channel.isWritable()).isTrue();
                pair.client.channel.writeAndFlush(zeros(1_000));
                assertThat(pair.client.channel.isWritable()).isFalse();
            });
            pair.settle();

            assertThat(pair.client.events).containsExactly("active", "unwritable");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void whatIsWrittenBeyondItWaitsAndArrivesInOrder(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.client.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(2_000, 5_000));
            pair.server.channel.config().setAutoRead(false);

            List<ChannelFuture> writes = new ArrayList<>();
            pair.onLoop(() -> {
                for (int i = 1; i <= 10; i++) {
                    writes.add(pair.client.channel.writeAndFlush(zeros(1_000 + i)));
                }
            });
            pair.settle();
            assertThat(writes).filteredOn(ChannelFuture::isDone).hasSize(5);

            pair.server.channel.config().setAutoRead(true);
            await().until(() -> writes.stream().allMatch(ChannelFuture::isSuccess));
            pair.settle();

            assertThat(pair.server.events)
                    .filteredOn(event -> event.startsWith("read"))
                    .containsExactly(
                            "read 1001",
                            "read 1002",
                            "read 1003",
                            "read 1004",
                            "read 1005",
                            "read 1006",
                            "read 1007",
                            "read 1008",
                            "read 1009",
                            "read 1010");
            assertThat(pair.client.channel.isWritable()).isTrue();
            assertThat(pair.client.events).containsExactly("active", "unwritable", "writable");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void staysUnwritableUntilTheReaderIsDownToTheLowWaterMark(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.client.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(2_000, 5_000));
            pair.server.channel.config().setAutoRead(false);
            for (int i = 0; i < 5; i++) {
                pair.client.channel.writeAndFlush(zeros(1_000));
            }
            pair.settle();

            pair.server.channel.read();
            pair.settle();
            pair.server.channel.read();
            pair.settle();
            assertThat(pair.client.channel.isWritable()).isFalse();

            pair.server.channel.read();
            pair.settle();
            assertThat(pair.client.channel.isWritable()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aWriterThatHeedsItNeverHasMoreThanTheHighWaterMarkUnread(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            int total = 16 * 1024 * 1024;
            int piece = 10_000;
            long[] written = {0};
            long[] mostUnread = {0};
            Runnable writeSome = () -> {
                while (written[0] < total && pair.client.channel.isWritable()) {
                    pair.client.channel.writeAndFlush(zeros(piece));
                    written[0] += piece;
                    mostUnread[0] = Math.max(mostUnread[0], written[0] - pair.server.bytesRead);
                }
            };
            pair.onLoop(() -> pair.server.onRead = (channel, read) -> pair.loops.execute(writeSome));
            pair.onLoop(writeSome);
            await().until(() -> pair.server.bytesRead >= total);
            assertThat(mostUnread[0]).isLessThan(pair.client.channel.config().getWriteBufferHighWaterMark() + piece);
        }
    }
}
