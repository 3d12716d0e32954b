package dev.redisrouter.core.door;

import static dev.redisrouter.core.door.InProcessPair.text;
import static dev.redisrouter.core.door.InProcessPair.zeros;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.net.ConnectException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a connection is seen on both sides, after all that was sent, and nothing is kept. */
class InProcessChannelCloseTest {

    static Loops[] loops() {
        return Loops.available();
    }

    @ParameterizedTest
    @MethodSource("loops")
    void theServerEndFollowsTheClientEnd(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.client.channel.close().syncUninterruptibly();
            pair.server.awaitClose();
            pair.settle();
            assertThat(pair.client.events).containsExactly("active", "inactive");
            assertThat(pair.server.events).containsExactly("active", "inactive");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void theClientEndFollowsTheServerEnd(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.server.channel.close().syncUninterruptibly();
            pair.client.awaitClose();
            pair.settle();
            assertThat(pair.client.events).containsExactly("active", "inactive");
            assertThat(pair.server.events).containsExactly("active", "inactive");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void whatWasFlushedBeforeTheCloseIsStillRead(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.onLoop(() -> {
                pair.client.channel.write(text("a"));
                pair.client.channel.writeAndFlush(text("b"));
                pair.client.channel.close();
            });
            pair.server.awaitClose();
            pair.settle();
            assertThat(pair.server.events).containsExactly("active", "read a", "read b", "complete", "inactive");
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aLongLastMessageIsReadToItsEnd(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            int bytes = 16 * 1024 * 1024;
            pair.server.channel.writeAndFlush(zeros(bytes)).addListener(ChannelFutureListener.CLOSE);
            pair.client.awaitClose();
            pair.onLoop(() -> assertThat(pair.client.bytesRead).isEqualTo(bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void whatIsStillUnreadIsReadEvenWhenItsAnswersHaveNowhereToGo(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.onLoop(() -> {
                pair.server.onRead = (channel, read) -> channel.writeAndFlush(text("answer"));
                pair.client.channel.writeAndFlush(zeros(3 * InProcessChannel.BYTES_PER_TURN));
                pair.client.channel.close();
            });
            pair.server.awaitClose();
            pair.onLoop(() -> assertThat(pair.server.bytesRead).isEqualTo(3L * InProcessChannel.BYTES_PER_TURN));
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void anEndThatDoesNotReadLearnsOfItByWriting(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.server.channel.config().setAutoRead(false);
            ByteBuf unread = text("unread");
            pair.client.channel.writeAndFlush(unread).syncUninterruptibly();
            pair.client.channel.close().syncUninterruptibly();
            pair.settle();
            assertThat(pair.server.channel.isActive()).isTrue();

            Throwable cause = pair.server
                    .channel
                    .writeAndFlush(text("anybody there?"))
                    .awaitUninterruptibly()
                    .cause();

            assertThat(cause).isInstanceOf(ClosedChannelException.class);
            pair.server.awaitClose();
            assertThat(unread.refCnt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void anEndThatDoesNotReadLearnsAtOnceThatWhatItHandedOverWasLost(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.server.channel.config().setAutoRead(false);
            pair.client.channel.config().setAutoRead(false);
            ByteBuf handedOver = text("never read");
            pair.server.channel.writeAndFlush(handedOver).syncUninterruptibly();

            pair.client.channel.close().syncUninterruptibly();
            pair.server.awaitClose();

            assertThat(handedOver.refCnt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void writesThatWaitForTheReaderFail(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            pair.server.channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(500, 1_000));
            pair.client.channel.config().setAutoRead(false);
            ByteBuf waiting = zeros(1_000);
            pair.server.channel.writeAndFlush(zeros(1_000)).syncUninterruptibly();
            ChannelFuture write = pair.server.channel.writeAndFlush(waiting);
            pair.settle();
            assertThat(write.isDone()).isFalse();

            pair.client.channel.close().syncUninterruptibly();

            assertThat(write.awaitUninterruptibly().cause()).isInstanceOf(ClosedChannelException.class);
            assertThat(waiting.refCnt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aCloseFromWithinAReadStopsReading(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            ByteBuf first = text("first");
            ByteBuf second = text("second");
            pair.onLoop(() -> {
                pair.server.onRead = (channel, read) -> channel.close();
                pair.client.channel.write(first);
                pair.client.channel.writeAndFlush(second);
            });
            pair.client.awaitClose();
            pair.settle();
            assertThat(pair.server.events).containsExactly("active", "read first", "complete", "inactive");
            assertThat(first.refCnt()).isZero();
            assertThat(second.refCnt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aCloseFromWithinAWriteLosesNothingThatWasHandedOver(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            ByteBuf second = text("second");
            pair.onLoop(() -> {
                pair.client.channel.write(text("first")).addListener(ChannelFutureListener.CLOSE);
                pair.client.channel.writeAndFlush(second);
            });
            pair.server.awaitClose();
            pair.settle();
            assertThat(pair.server.events).containsExactly("active", "read first", "complete", "inactive");
            assertThat(second.refCnt()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aRefusedConnectionFails(Loops kind) {
        EventLoopGroup loops = kind.start(1);
        try {
            Consumer<Channel> refuse = Channel::close;
            ChannelFuture connect = new Bootstrap()
                    .group(loops)
                    .channelFactory(() -> InProcessChannel.client(refuse))
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(InProcessChannel.ROUTER)
                    .awaitUninterruptibly();
            assertThat(connect.cause()).isInstanceOf(ConnectException.class).hasMessageContaining("refused");
            assertThat(connect.channel().closeFuture().awaitUninterruptibly(10, SECONDS))
                    .isTrue();
        } finally {
            loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("loops")
    void connectsOnlyOnce(Loops kind) {
        try (InProcessPair pair = new InProcessPair(kind)) {
            assertThat(pair.client
                            .channel
                            .connect(InProcessChannel.ROUTER)
                            .awaitUninterruptibly()
                            .cause())
                    .isInstanceOf(AlreadyConnectedException.class);
            assertThat(pair.client.channel.isActive()).isTrue();
        }
    }
}
