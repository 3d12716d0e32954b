package dev.redisrouter.core.endpoint;

import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.core.journey.Guard;
import dev.redisrouter.core.tls.ServerTls;
import dev.redisrouter.core.transport.Transport;
import dev.redisrouter.error.ConfigurationException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The listening TCP socket of the endpoint. Thread-safe. */
public final class LoopbackServer {
    private final Channel channel;

    private LoopbackServer(Channel channel) {
        this.channel = channel;
    }

    /**
     * Listens; returns when clients can connect.
     *
     * @param tls what clients must speak; null for plain RESP
     * @throws ConfigurationException when the address or port cannot be bound
     */
    public static LoopbackServer listen(
            EndpointConfig config,
            Transport transport,
            EventLoopGroup loops,
            Reception reception,
            Guard guard,
            @Nullable ServerTls tls) {
        ServerBootstrap bootstrap = Listening.bootstrap(loops, transport.serverChannel(), client -> {
                    if (tls != null) {
                        client.pipeline().addLast(tls.handler(client.alloc()));
                    }
                    reception.receive(client, guard);
                })
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true);
        if (tls == null) {
            // not with TLS, whose handler would keep the loop's one buffer until a record is complete
            transport.receiveTogether(bootstrap);
        }
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
