package dev.redisrouter.core.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/**
 * Linux epoll. Its dependency is optional, so this class is only touched when Netty's is there. {@code
 * EpollEventLoopGroup} is the one name for it that Netty 4.1 and 4.2 share.
 */
@SuppressWarnings("deprecation")
final class EpollTransport implements Transport {
    private EpollTransport() {}

    static Transport create() {
        return new EpollTransport();
    }

    static boolean loads() {
        return Epoll.isAvailable();
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public EventLoopGroup loops(int threads, ThreadFactory factory) {
        return new EpollEventLoopGroup(threads, factory);
    }

    @Override
    public Class<? extends ServerChannel> serverChannel() {
        return EpollServerSocketChannel.class;
    }

    @Override
    public Class<? extends Channel> channel() {
        return EpollSocketChannel.class;
    }

    @Override
    public Class<? extends ServerChannel> unixServerChannel() {
        return EpollServerDomainSocketChannel.class;
    }

    @Override
    public SocketAddress unixAddress(Path path) {
        return new DomainSocketAddress(path.toFile());
    }
}
