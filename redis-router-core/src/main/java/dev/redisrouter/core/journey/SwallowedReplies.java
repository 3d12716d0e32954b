package dev.redisrouter.core.journey;

import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;

/**
 * Stands before a client's replies for those that it does not want. A target of its own, since replies that are to be
 * swallowed must not come in one run with others; {@link Client#fill} does the swallowing.
 */
record SwallowedReplies(ReplyTarget inner) implements ReplyTarget {

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        inner.replies(from, sequence, count, bytes, start, length);
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        inner.error(from, sequence, bytes, start, length, command);
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        // nothing of it is kept
        return true;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return inner.reclaim(from, sequence, command);
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        inner.lost(from, sequence, command, sent, false);
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        inner.refused(from, sequence, error);
    }
}
