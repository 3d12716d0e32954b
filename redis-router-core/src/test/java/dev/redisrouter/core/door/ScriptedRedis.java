package dev.redisrouter.core.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Enough of a Redis server for Lettuce: a map with GET and SET, HELLO 3, and three commands to misbehave on demand.
 * Shows which channels are open and which commands came in.
 */
final class ScriptedRedis implements Consumer<Channel> {

    private static final String HELLO = """
            %6
            +server
            +redis
            +version
            +7.0.15
            +proto
            :3
            +id
            :1
            +mode
            +standalone
            +role
            +master
            """.replace("\n", "\r\n");

    /** Every command, its name and first argument, of all connections. */
    final List<String> received = new CopyOnWriteArrayList<>();

    final List<Channel> open = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> values = new ConcurrentHashMap<>();

    @Override
    public void accept(Channel channel) {
        channel.pipeline().addLast(new Requests(), new Replies());
    }

    /** Cuts complete requests, arrays of bulk strings, out of the bytes. */
    private static final class Requests extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            int start = in.readerIndex();
            Integer count = number(in, '*');
            List<byte[]> arguments = new ArrayList<>();
            for (int i = 0; count != null && i < count; i++) {
                Integer length = number(in, '$');
                if (length == null || in.readableBytes() < length + 2) {
                    count = null;
                } else {
                    arguments.add(ByteBufUtil.getBytes(in.readSlice(length)));
                    in.skipBytes(2);
                }
            }
            if (count == null) {
                in.readerIndex(start);
            } else {
                out.add(arguments);
            }
        }

        private static @Nullable Integer number(ByteBuf in, char type) {
            int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
            if (end < 0) {
                return null;
            }
            String line = in.readCharSequence(end + 1 - in.readerIndex(), UTF_8).toString();
            if (line.charAt(0) != type) {
                throw new IllegalStateException("line: " + line + " (expected: " + type + "<number>)");
            }
            return Integer.valueOf(line.substring(1).trim());
        }
    }

    private final class Replies extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            open.add(ctx.channel());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            open.remove(ctx.channel());
        }

        @Override
        @SuppressWarnings("unchecked")
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            List<byte[]> request = (List<byte[]>) message;
            String name = text(request.get(0)).toUpperCase(Locale.ROOT);
            String argument = request.size() > 1 ? text(request.get(1)) : "";
            received.add((name + " " + argument).trim());
            switch (name) {
                case "HELLO" -> reply(ctx, HELLO);
                case "CLIENT" -> reply(ctx, "+OK\r\n");
                case "PING" -> reply(ctx, "+PONG\r\n");
                case "SET" -> {
                    values.put(argument, request.get(2));
                    reply(ctx, "+OK\r\n");
                }
                case "GET" -> replyBulk(ctx, values.get(argument));
                case "ECHO" -> replyBulk(ctx, request.get(1));
                case "QUIT" ->
                    ctx.writeAndFlush(Unpooled.copiedBuffer("+OK\r\n", UTF_8)).addListener(written -> ctx.close());
                // An increment whose reply gets lost.
                case "INCR" -> ctx.close();
                // A blocking command whose time never comes.
                case "BLPOP" -> {}
                default -> reply(ctx, "-ERR unknown command '" + name + "'\r\n");
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        private static String text(byte[] bytes) {
            return new String(bytes, UTF_8);
        }

        private static void reply(ChannelHandlerContext ctx, String text) {
            ctx.write(ByteBufUtil.writeUtf8(ctx.alloc(), text));
        }

        private static void replyBulk(ChannelHandlerContext ctx, byte @Nullable [] value) {
            if (value == null) {
                reply(ctx, "_\r\n");
                return;
            }
            reply(ctx, "$" + value.length + "\r\n");
            ctx.write(Unpooled.wrappedBuffer(value));
            reply(ctx, "\r\n");
        }
    }
}
