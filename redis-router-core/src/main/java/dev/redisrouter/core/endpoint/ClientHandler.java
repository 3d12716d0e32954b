package dev.redisrouter.core.endpoint;

import dev.redisrouter.core.journey.Client;
import dev.redisrouter.core.journey.Guard;
import dev.redisrouter.core.tls.TlsFailure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a {@link Client} what happens on its channel. */
final class ClientHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);

    private final Reception reception;
    private final Guard guard;
    private @Nullable Client client;

    ClientHandler(Reception reception, Guard guard) {
        this.reception = reception;
        this.guard = guard;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            channelActive(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (client == null) {
            client = reception.admit(context.channel(), guard);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (client != null) {
                client.received(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (client != null) {
            client.writable();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (client != null && endsInput(event)) {
            client.inputEnded();
        }
    }

    /** With TLS a client may say that it sends no more without ending the direction of its socket. */
    private static boolean endsInput(Object event) {
        return event instanceof ChannelInputShutdownEvent
                || (event instanceof SslCloseCompletionEvent closed && closed.isSuccess());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (client != null) {
            client.gone();
            client = null;
            reception.left();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Optional<String> tls = TlsFailure.words(cause);
        if (tls.isPresent()) {
            LOG.debug("client-failed channel={} reason=\"{}\"", context.channel(), tls.get());
        } else if (cause instanceof java.io.IOException) {
            LOG.debug("client-failed channel={} reason=\"{}\"", context.channel(), cause.getMessage());
        } else {
            LOG.error("client-failed channel={}", context.channel(), cause);
        }
        context.close();
    }
}
