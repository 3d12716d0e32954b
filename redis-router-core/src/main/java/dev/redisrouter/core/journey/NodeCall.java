package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command of the router's own to a node. Only on its event loop. */
final class NodeCall implements ReplyTarget {
    private final Consumer<byte @Nullable []> then;

    /** @param then gets the whole reply, which may be an error; null when the connection was lost before */
    NodeCall(Consumer<byte @Nullable []> then) {
        this.then = then;
    }

    /**
     * Sends it.
     *
     * @param connection null leads to no reply at once
     * @param then gets the whole reply, which may be an error; null when the connection was lost before
     */
    static void send(@Nullable UpstreamConnection connection, Consumer<byte @Nullable []> then, String... words) {
        if (connection == null) {
            then.accept(null);
            return;
        }
        ByteBuf command = Unpooled.buffer();
        RespWriter.command(command, words);
        connection.send(new NodeCall(then), 0, command, 0, command.readableBytes());
    }

    @Override
    public boolean countsForLatency() {
        return false;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        give(bytes, start, length);
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        give(bytes, start, length);
    }

    private void give(ByteBuf bytes, int start, int length) {
        byte[] reply = new byte[length];
        bytes.getBytes(start, reply);
        then.accept(reply);
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        return false;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return false;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        then.accept(null);
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        then.accept(error);
    }
}
