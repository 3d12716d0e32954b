package dev.redisrouter.core.journey;

import dev.redisrouter.core.upstream.FakeChannel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A client of a {@link Corridor}, from the application's side. */
final class FakeClient {
    private final Corridor corridor;
    private final FakeChannel channel;
    private final Client client;

    FakeClient(Corridor corridor, long id) {
        this.corridor = corridor;
        Handler handler = new Handler();
        this.channel = new FakeChannel(corridor.loop, handler);
        this.client = corridor.worker.accept(channel, id, Guard.NONE);
        handler.client = client;
    }

    /** Tells the client of the router what happens on the channel. */
    private static final class Handler extends ChannelInboundHandlerAdapter {
        @SuppressWarnings("NullAway.Init")
        private Client client;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                client.received(bytes);
            } finally {
                bytes.release();
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            client.writable();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException) {
                context.close();
            } else {
                context.fireExceptionCaught(cause);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            client.gone();
        }
    }

    FakeChannel channel() {
        return channel;
    }

    /** The router's view of this client. */
    Client client() {
        return client;
    }

    boolean open() {
        return channel.isActive();
    }

    /** Sends commands, each written as words with blanks between, in one piece; nothing is run. */
    FakeClient sends(String... commands) {
        StringBuilder bytes = new StringBuilder();
        for (String command : commands) {
            bytes.append(encode(command.split(" ", -1)));
        }
        channel.deliver(bytes.toString());
        return this;
    }

    /** As {@link #sends}, and runs. */
    FakeClient send(String... commands) {
        sends(commands);
        corridor.settle();
        return this;
    }

    /** Sends bytes as they are, and runs. */
    FakeClient sendRaw(String bytes) {
        channel.deliver(bytes);
        corridor.settle();
        return this;
    }

    /** What has come since the last call; runs. */
    String got() {
        corridor.settle();
        return channel.written();
    }

    void leave() {
        channel.close();
        corridor.settle();
    }

    static String encode(String... words) {
        StringBuilder bytes = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            bytes.append('$')
                    .append(word.getBytes(StandardCharsets.ISO_8859_1).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return bytes.toString();
    }
}
