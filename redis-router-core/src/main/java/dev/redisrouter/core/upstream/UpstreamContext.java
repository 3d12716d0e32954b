package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.NodeFeedback;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.topology.NodeAddress;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.time.Duration;

/**
 * What all connections of one event loop share.
 *
 * @param loop the event loop they live on
 * @param turn collects what is to be written
 * @param connector opens a channel on that loop
 * @param connectTimeout for a connection with its handshake
 * @param connecting how many connections to one node may be under way at the same time
 * @param feedback hears of connections that fail
 * @param hasRoom run when connections may be opened that were too many before
 */
public record UpstreamContext(
        EventLoop loop,
        LoopTurn turn,
        Connector connector,
        Duration connectTimeout,
        int connecting,
        NodeFeedback feedback,
        Runnable hasRoom,
        RouterMeters meters) {

    /** Opens a channel to a node. */
    @FunctionalInterface
    public interface Connector {
        ChannelFuture connect(NodeAddress node, ChannelHandler handler);
    }
}
