package dev.redisrouter.core.runtime;

import dev.redisrouter.core.tls.ClientTls;
import dev.redisrouter.core.transport.OffLoopResolver;
import dev.redisrouter.core.transport.Transport;
import dev.redisrouter.core.upstream.UpstreamContext;
import dev.redisrouter.topology.NodeAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Opens channels from one event loop to nodes, with TLS if that is asked for. */
final class NodeConnector implements UpstreamContext.Connector {
    private final Bootstrap bootstrap;
    private final Optional<ClientTls> tls;

    private NodeConnector(Bootstrap bootstrap, Optional<ClientTls> tls) {
        this.bootstrap = bootstrap;
        this.tls = tls;
    }

    static NodeConnector on(
            EventLoop loop,
            Transport transport,
            Duration connectTimeout,
            Optional<ClientTls> tls,
            OffLoopResolver resolver) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(transport.channel())
                .resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, connectTimeout.toMillis()));
        if (tls.isEmpty()) {
            // not with TLS, whose handler would keep the loop's one buffer until a record is complete
            transport.receiveTogether(bootstrap);
        }
        return new NodeConnector(bootstrap, tls);
    }

    @Override
    public ChannelFuture connect(NodeAddress node, ChannelHandler handler) {
        return bootstrap
                .clone()
                .handler(tls.map(t -> encrypted(t, node, handler)).orElse(handler))
                .connect(InetSocketAddress.createUnresolved(node.host(), node.port()));
    }

    private static ChannelHandler encrypted(ClientTls tls, NodeAddress node, ChannelHandler handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(tls.handler(channel.alloc(), node.host(), node.port()), handler);
            }
        };
    }
}
