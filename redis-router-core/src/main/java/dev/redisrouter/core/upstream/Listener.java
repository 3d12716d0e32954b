package dev.redisrouter.core.upstream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Sees what a node sends on a connection before it counts as a reply: in some modes of the protocol nodes speak unasked,
 * and answer one request several times. Called on the event loop of the connection.
 */
public interface Listener {

    /** What the beginning of something large shows. */
    enum Beginning {
        /** It is no reply: {@link #aside} gets it in parts. */
        ASIDE,
        /** It is a reply, which may be passed on in parts as well. */
        REPLY,
        /** Nothing; it has to be looked at as a whole. */
        UNCLEAR
    }

    /** Judges something large of which only this much is here; may be asked again about the same. The bytes are only lent. */
    Beginning beginning(ByteBuf bytes, int start, int end);

    /**
     * True when this does not end the reply to the oldest unanswered command; {@link #aside} gets it then. Asked once for
     * each. The bytes are only lent.
     *
     * @param oldest who asked for the oldest unanswered command; null when there is none, or nobody waits for it
     * @param sequence which of its commands
     */
    boolean isAside(@Nullable ReplyTarget oldest, long sequence, ByteBuf bytes, int start, int end);

    /** What is no reply, or a part of it; only lent. */
    void aside(ByteBuf bytes, int start, int length);

    /**
     * The connection ended, after its commands were handed back.
     *
     * @param cutOff true when something passed {@link #aside} has begun and will not end
     */
    void lost(UpstreamConnection from, String reason, boolean cutOff);
}
