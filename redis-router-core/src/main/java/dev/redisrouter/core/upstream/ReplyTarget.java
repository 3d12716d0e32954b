package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;

/**
 * Whoever gets the replies to commands sent on an {@link UpstreamConnection}. Called on the event loop of the
 * connection.
 */
public interface ReplyTarget {

    /** False for questions of the router's own, which say little about how soon a client's command is answered. */
    default boolean countsForLatency() {
        return true;
    }

    /** The replies to {@code count} consecutive commands, none of them an error. The bytes are only lent. */
    void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length);

    /** One error reply, from its {@code -} or {@code !} on. {@code command} is what it answers, only lent. */
    void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command);

    /**
     * The beginning or middle of one large reply that is not an error; {@link #replies} brings the end. False when
     * this target cannot take it in parts now; it then comes in one piece.
     */
    boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length);

    /**
     * The node may not answer for long. True when this target has asked somebody else by now and wants the reply to
     * this command discarded, should it ever come.
     *
     * @param command its bytes, only lent
     */
    boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command);

    /**
     * The connection ended before this command was answered.
     *
     * @param command its bytes, only lent
     * @param sent true when it may have reached the node and may have been executed
     * @param partial true when parts of its reply were given to {@link #part} already
     */
    void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial);

    /** The node refused the connection's handshake with this error, so the command was not sent. */
    void refused(UpstreamConnection from, long sequence, byte[] error);
}
