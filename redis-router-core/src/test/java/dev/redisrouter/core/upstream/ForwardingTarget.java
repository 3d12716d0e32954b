package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;

/** Sends what it loses on another connection, and passes everything else on. */
record ForwardingTarget(ReplyTarget target, UpstreamConnection other) implements ReplyTarget {
    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        target.replies(from, sequence, count, bytes, start, length);
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        target.error(from, sequence, bytes, start, length, command);
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        return target.part(from, sequence, bytes, start, length);
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return target.reclaim(from, sequence, command);
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        other.send(target, sequence, command, command.readerIndex(), command.readableBytes());
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        target.refused(from, sequence, error);
    }
}
