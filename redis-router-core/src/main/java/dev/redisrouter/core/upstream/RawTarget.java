package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;

/** Takes everything that a connection receives, unread: for modes in which replies do not follow requests. */
public interface RawTarget {

    /** Bytes as they came; only lent. */
    void raw(ByteBuf bytes);

    /** The connection ended. */
    void rawLost(String reason);
}
