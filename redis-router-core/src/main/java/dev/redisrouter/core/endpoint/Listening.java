package dev.redisrouter.core.endpoint;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import java.util.function.Consumer;

/** What the endpoint's listening sockets have in common. */
final class Listening {
    private static final int BACKLOG = 1024;
    /** A client with more unsent bytes of replies is not read on until it has fewer than the lower mark. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private Listening() {}

    /** @param receive sets up the channel of a client */
    static ServerBootstrap bootstrap(
            EventLoopGroup loops, Class<? extends ServerChannel> channel, Consumer<Channel> receive) {
        return new ServerBootstrap()
                .group(loops)
                .channel(channel)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        receive.accept(client);
                    }
                });
    }
}
