package dev.redisrouter.core.transport;

import dev.redisrouter.config.RuntimeConfig;
import dev.redisrouter.error.ConfigurationException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/** The channel classes of one way to wait for the network, and its event loops. */
public interface Transport {

    String name();

    EventLoopGroup loops(int threads, ThreadFactory factory);

    Class<? extends ServerChannel> serverChannel();

    Class<? extends Channel> channel();

    /** For Unix domain sockets, with {@link #unixAddress} as their address. */
    Class<? extends ServerChannel> unixServerChannel();

    SocketAddress unixAddress(Path path);

    /** Has channels receive into memory that they share. Their handlers must use up what they get before they return. */
    @SuppressWarnings("deprecation") // RCVBUF_ALLOCATOR: its successor exists in Netty 4.2 only
    default void receiveTogether(Bootstrap bootstrap) {
        bootstrap.option(ChannelOption.RCVBUF_ALLOCATOR, new SharedReceiveBuffer());
    }

    /** As above, for the channels of clients. */
    @SuppressWarnings("deprecation") // as above
    default void receiveTogether(ServerBootstrap bootstrap) {
        bootstrap.childOption(ChannelOption.RCVBUF_ALLOCATOR, new SharedReceiveBuffer());
    }

    /**
     * The transport that the configuration asks for.
     *
     * @throws ConfigurationException when it asks for one that does not load here
     */
    static Transport of(RuntimeConfig.Transport wanted) {
        return switch (wanted) {
            case NIO -> nio();
            case AUTO -> epollLoads() ? EpollTransport.create() : nio();
            case EPOLL -> {
                if (!epollLoads()) {
                    throw new ConfigurationException(
                            "runtime.transport", wanted, "netty-transport-native-epoll for this machine");
                }
                yield EpollTransport.create();
            }
            case IO_URING -> ioUring();
        };
    }

    /** By name: the class is left out where the router is built on Netty 4.1, which has no io_uring. */
    private static Transport ioUring() {
        try {
            return Class.forName("dev.redisrouter.core.transport.IoUringTransport")
                    .asSubclass(Transport.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConfigurationException(
                    "runtime.transport",
                    RuntimeConfig.Transport.IO_URING,
                    "netty-transport-native-io_uring of Netty 4.2 for this machine, and a system that allows io_uring",
                    e);
        }
    }

    private static boolean epollLoads() {
        try {
            Class.forName("io.netty.channel.epoll.Epoll", false, Transport.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return false;
        }
        return EpollTransport.loads();
    }

    /** Java's selectors, through the classes that Netty 4.1 and 4.2 both have. */
    @SuppressWarnings("deprecation")
    private static Transport nio() {
        return new Transport() {
            @Override
            public String name() {
                return "nio";
            }

            @Override
            public EventLoopGroup loops(int threads, ThreadFactory factory) {
                return new NioEventLoopGroup(threads, factory);
            }

            @Override
            public Class<? extends ServerChannel> serverChannel() {
                return NioServerSocketChannel.class;
            }

            @Override
            public Class<? extends Channel> channel() {
                return NioSocketChannel.class;
            }

            @Override
            public Class<? extends ServerChannel> unixServerChannel() {
                return NioServerDomainSocketChannel.class;
            }

            @Override
            public SocketAddress unixAddress(Path path) {
                return UnixDomainSocketAddress.of(path);
            }
        };
    }
}
