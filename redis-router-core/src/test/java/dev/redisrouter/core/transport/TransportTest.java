package dev.redisrouter.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redisrouter.config.RuntimeConfig;
import dev.redisrouter.error.ConfigurationException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for is given, or refused with what it takes; by default the best that surely works. */
class TransportTest {

    @Test
    void epollIsTheDefaultWhereItLoads() {
        assertThat(Transport.of(RuntimeConfig.Transport.AUTO).name()).isEqualTo(Epoll.isAvailable() ? "epoll" : "nio");
    }

    @Test
    void nioIsThereEverywhere() {
        assertThat(Transport.of(RuntimeConfig.Transport.NIO).name()).isEqualTo("nio");
    }

    @Test
    void ioUringOnDemand() {
        assumeTrue(hasIoUring(), "io_uring does not load, or is not allowed");
        assertThat(Transport.of(RuntimeConfig.Transport.IO_URING).name()).isEqualTo("io_uring");
    }

    /** The size of the buffer tells whose it is. */
    @ParameterizedTest
    @CsvSource({"NIO, 65536", "EPOLL, 65536", "IO_URING, 16384"})
    void receivesIntoMemoryThatChannelsShare(RuntimeConfig.Transport wanted, int bytes) throws Exception {
        assumeTrue(wanted != RuntimeConfig.Transport.EPOLL || Epoll.isAvailable(), "epoll does not load");
        assumeTrue(wanted != RuntimeConfig.Transport.IO_URING || hasIoUring(), "io_uring does not load");
        Transport transport = Transport.of(wanted);
        EventLoopGroup loops = transport.loops(1, Thread::new);
        try {
            CompletableFuture<Integer> ofServer = new CompletableFuture<>();
            ServerBootstrap server = new ServerBootstrap()
                    .group(loops)
                    .channel(transport.serverChannel())
                    .childHandler(new Answering(ofServer));
            transport.receiveTogether(server);
            Channel listening =
                    server.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
            CompletableFuture<Integer> ofClient = new CompletableFuture<>();
            Bootstrap client =
                    new Bootstrap().group(loops).channel(transport.channel()).handler(new Answering(ofClient));
            transport.receiveTogether(client);
            client.connect(listening.localAddress()).sync().channel().writeAndFlush(Unpooled.copyLong(1));

            assertThat(ofServer.get(10, TimeUnit.SECONDS)).isEqualTo(bytes);
            assertThat(ofClient.get(10, TimeUnit.SECONDS)).isEqualTo(bytes);
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    /** Sends back what comes first, and tells the size of the buffer that it came in. */
    private static final class Answering extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Integer> capacity;

        Answering(CompletableFuture<Integer> capacity) {
            this.capacity = capacity;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            if (capacity.complete(whole(bytes).capacity())) {
                context.writeAndFlush(Unpooled.copyLong(2));
            }
            bytes.release();
        }

        private static ByteBuf whole(ByteBuf bytes) {
            return bytes.unwrap() == null ? bytes : whole(bytes.unwrap());
        }
    }

    @Test
    void ioUringIsRefusedWhereItIsNot() {
        assumeFalse(hasIoUring(), "io_uring is here");
        assertThatThrownBy(() -> Transport.of(RuntimeConfig.Transport.IO_URING))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "runtime.transport: IO_URING (expected: netty-transport-native-io_uring of Netty 4.2 for this"
                                + " machine, and a system that allows io_uring)");
    }

    /** By name, since Netty 4.1 has none. */
    private static boolean hasIoUring() {
        try {
            return (boolean) Class.forName("io.netty.channel.uring.IoUring")
                    .getMethod("isAvailable")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
