package dev.redisrouter.core.endpoint;

import dev.redisrouter.core.journey.Guard;
import dev.redisrouter.core.transport.Transport;
import dev.redisrouter.error.ConfigurationException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;

/** The listening Unix domain socket of the endpoint. Thread-safe. */
public final class UnixServer {
    private final Channel channel;
    private final SocketFile file;

    private UnixServer(Channel channel, SocketFile file) {
        this.channel = channel;
        this.file = file;
    }

    /**
     * Listens; returns when clients can connect.
     *
     * @throws ConfigurationException when there can be no such socket at this path
     */
    public static UnixServer listen(
            Path path, Transport transport, EventLoopGroup loops, Reception reception, Guard guard) {
        try (SocketFile.Draft draft = SocketFile.draft(path)) {
            ServerBootstrap bootstrap = Listening.bootstrap(
                    loops, transport.unixServerChannel(), client -> reception.receive(client, guard));
            transport.receiveTogether(bootstrap);
            ChannelFuture bound =
                    bootstrap.bind(transport.unixAddress(draft.path())).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                throw SocketFile.unusable(path, "a path where a socket can be bound", bound.cause());
            }
            try {
                return new UnixServer(bound.channel(), draft.publish());
            } catch (RuntimeException e) {
                bound.channel().close().awaitUninterruptibly();
                throw e;
            }
        }
    }

    /** Listens no more, and removes the file unless another has taken its place; clients that are connected stay. */
    public void close() {
        file.remove();
        channel.close().awaitUninterruptibly();
    }
}
