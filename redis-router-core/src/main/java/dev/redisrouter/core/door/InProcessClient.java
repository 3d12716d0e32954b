package dev.redisrouter.core.door;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ConnectionBuilder;
import io.lettuce.core.ConnectionEvents;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.SocketAddress;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A Lettuce client whose every connection, of any kind and at any reconnect, is an {@link InProcessChannel} to the
 * router. Thread-safe, as its superclass.
 */
final class InProcessClient extends RedisClient {

    /** Lettuce wants one; no part of it is ever resolved, it only names the connection in Lettuce's logs and events. */
    private static final RedisURI URI = RedisURI.create("redis://redis-router");

    private final EventLoopGroup loops;
    private final Consumer<Channel> accept;

    InProcessClient(EventLoopGroup loops, Consumer<Channel> accept, ClientResources resources, ClientOptions options) {
        super(resources, URI);
        this.loops = loops;
        this.accept = accept;
        setOptions(options);
    }

    /** Puts an in-process bootstrap in the place of the one that Lettuce has prepared for a socket. */
    @Override
    protected void connectionBuilder(
            Mono<SocketAddress> address, ConnectionBuilder builder, ConnectionEvents events, RedisURI uri) {
        super.connectionBuilder(address, builder, events, uri);
        builder.bootstrap(new Bootstrap()
                .group(loops)
                .channelFactory(() -> InProcessChannel.client(accept))
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.ALLOCATOR, ByteBufAllocator.DEFAULT));
        // Once more: the name of the connection is an attribute of the bootstrap.
        builder.apply(uri);
    }

    @Override
    protected Mono<SocketAddress> getSocketAddress(RedisURI uri) {
        return Mono.just(InProcessChannel.ROUTER);
    }
}
