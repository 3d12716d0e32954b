package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells an {@link UpstreamConnection} what happens on its channel. */
final class UpstreamHandler extends ChannelInboundHandlerAdapter {
    private final UpstreamConnection connection;
    private final LoopTurn turn;

    UpstreamHandler(UpstreamConnection connection, LoopTurn turn) {
        this.connection = connection;
        this.turn = turn;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        turn.begin();
        ByteBuf bytes = (ByteBuf) message;
        try {
            connection.received(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        turn.begin();
        connection.writable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        turn.begin();
        connection.ended("closed by the node");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        turn.begin();
        connection.ended(String.valueOf(cause.getMessage()));
    }
}
