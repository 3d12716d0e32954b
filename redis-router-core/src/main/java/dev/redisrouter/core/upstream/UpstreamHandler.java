package dev.redisrouter.core.upstream;

import dev.redisrouter.core.tls.TlsFailure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

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
        connection.ended(reason(cause));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            turn.begin();
            connection.ended(
                    TlsFailure.words(handshake.cause()).orElse("TLS: closed by the node during the handshake"));
        }
    }

    private static String reason(Throwable cause) {
        return TlsFailure.words(cause).orElseGet(() -> String.valueOf(cause.getMessage()));
    }
}
