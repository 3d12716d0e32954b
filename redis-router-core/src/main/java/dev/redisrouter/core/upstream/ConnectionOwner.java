package dev.redisrouter.core.upstream;

/** Who opened a connection and hands it out. Called on its event loop. */
interface ConnectionOwner {

    /** It has ended; called once, before its commands are handed back. */
    void closed(UpstreamConnection connection);

    /** A reply has begun that is so large that others had better not wait behind it. */
    default void carriesLargeReply(UpstreamConnection connection) {}

    /** Nothing is due on it any more, after {@link #carriesLargeReply}. */
    default void isThroughWithLargeReply(UpstreamConnection connection) {}
}
