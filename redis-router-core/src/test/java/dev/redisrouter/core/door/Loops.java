package dev.redisrouter.core.door;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The kinds of event loops that the router runs on. */
enum Loops {
    NIO {
        @Override
        @SuppressWarnings("deprecation") // its successor is not in Netty 4.1
        EventLoopGroup start(int count) {
            return new NioEventLoopGroup(count, new DefaultThreadFactory("test-nio", true));
        }
    },
    EPOLL {
        @Override
        @SuppressWarnings("deprecation")
        EventLoopGroup start(int count) {
            return new EpollEventLoopGroup(count, new DefaultThreadFactory("test-epoll", true));
        }
    };

    abstract EventLoopGroup start(int count);

    /** Those that this machine offers. */
    static Loops[] available() {
        return Epoll.isAvailable() ? values() : new Loops[] {NIO};
    }
}
