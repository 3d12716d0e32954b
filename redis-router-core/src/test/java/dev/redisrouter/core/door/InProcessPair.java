package dev.redisrouter.core.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Two connected ends on one event loop, each with a list of what happened to it. */
final class InProcessPair implements AutoCloseable {

    final EventLoopGroup loops;
    final End client = new End();
    final End server = new End();

    InProcessPair(Loops kind) {
        loops = kind.start(1);
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        client.channel = new Bootstrap()
                .group(loops)
                .channelFactory(() -> InProcessChannel.client(channel -> {
                    channel.pipeline().addLast(server);
                    accepted.complete(channel);
                }))
                .handler(client)
                .connect(InProcessChannel.ROUTER)
                .syncUninterruptibly()
                .channel();
        server.channel = accepted.join();
    }

    /** Runs it on the event loop of both ends, and waits. */
    void onLoop(Runnable action) {
        loops.submit(action).syncUninterruptibly();
    }

    /** Waits until the event loop has nothing left to do. */
    void settle() {
        for (int i = 0; i < 10; i++) {
            onLoop(() -> {});
        }
    }

    @Override
    public void close() {
        client.channel.close().syncUninterruptibly();
        server.channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, SECONDS).syncUninterruptibly();
    }

    static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    static ByteBuf zeros(int bytes) {
        return Unpooled.buffer(bytes).writeZero(bytes);
    }

    /** Records events in words. Its reaction to a read, none at first, is called before the buffer is released. */
    static final class End extends ChannelInboundHandlerAdapter {

        final List<String> events = Collections.synchronizedList(new ArrayList<>());

        /** Only on the event loop. */
        BiConsumer<Channel, ByteBuf> onRead = (channel, read) -> {};

        /** Only on the event loop. */
        long bytesRead;

        @SuppressWarnings("NullAway.Init") // set before the test sees the pair
        Channel channel;

        void awaitClose() {
            assertThat(channel.closeFuture().awaitUninterruptibly(10, SECONDS))
                    .as("closed")
                    .isTrue();
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            events.add("active");
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf read = (ByteBuf) message;
            bytesRead += read.readableBytes();
            events.add(read.readableBytes() > 20 ? "read " + read.readableBytes() : "read " + read.toString(UTF_8));
            onRead.accept(ctx.channel(), read);
            read.release();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            events.add("complete");
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            events.add(ctx.channel().isWritable() ? "writable" : "unwritable");
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            events.add("inactive");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            events.add("exception " + cause);
        }
    }
}
