package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A socket on a {@link FakeLoop}, seen from its other end. */
public final class FakeChannel extends EmbeddedChannel {
    private final FakeLoop loop;
    private boolean blocked;

    public FakeChannel(FakeLoop loop, ChannelHandler... handlers) {
        super(false, false, handlers);
        this.loop = loop;
        try {
            register();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** All channels of a loop share its queue, as on a real one. */
    @Override
    public EventLoop eventLoop() {
        return loop == null ? super.eventLoop() : loop.eventLoop();
    }

    /** While blocked, the other end takes no more bytes. */
    public void block(boolean stop) {
        blocked = stop;
        if (!stop) {
            flushOutbound();
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (!blocked) {
            super.doWrite(in);
        }
    }

    /** Bytes arrive; the loop is not run. */
    public void deliver(String bytes) {
        deliver(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void deliver(byte[] bytes) {
        if (isActive()) {
            ByteBuf in = alloc().buffer(bytes.length).writeBytes(bytes);
            writeInbound(in);
        }
    }

    /** What has been written since the last call. */
    public String written() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = part(); part != null; part = part()) {
            text.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return text.toString();
    }

    private @Nullable ByteBuf part() {
        Object message = readOutbound();
        return message == null ? null : message instanceof ByteBuf bytes ? bytes : Unpooled.EMPTY_BUFFER;
    }
}
