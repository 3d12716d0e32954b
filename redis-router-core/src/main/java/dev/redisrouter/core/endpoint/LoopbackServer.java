package dev.redisrouter.core.endpoint;

import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.core.transport.SharedReceiveBuffer;
import dev.redisrouter.core.transport.Transport;
import dev.redisrouter.error.ConfigurationException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;

/** The listening socket of the endpoint. Thread-safe. */
public final class LoopbackServer {
    private static final int BACKLOG = 1024;
    /** A client with more unsent bytes of replies is not read on until it has fewer than the lower mark. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final Channel channel;

    private LoopbackServer(Channel channel) {
        this.channel = channel;
    }

    /**
     * Listens; returns when clients can connect.
     *
     * @throws ConfigurationException when the address or port cannot be bound
     */
    @SuppressWarnings("deprecation") // RCVBUF_ALLOCATOR: its successor exists in Netty 4.2 only
    public static LoopbackServer listen(
            EndpointConfig config, Transport transport, EventLoopGroup loops, Reception reception) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.RCVBUF_ALLOCATOR, new SharedReceiveBuffer())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        reception.receive(client);
                    }
                });
        ChannelFuture bound = bootstrap.bind(config.host(), config.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new ConfigurationException(
                    "endpoint.port", config.port(), "a port that can be bound on " + config.host(), bound.cause());
        }
        return new LoopbackServer(bound.channel());
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Listens no more; clients that are connected stay. */
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
