package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;

/** Signatures only. */
public final class ReplyScanner {

    /** The reply does not end within the bytes given; all of them were taken in and are not needed again. */
    public static final int INCOMPLETE = -1;

    /**
     * Scans bytes {@code from} to {@code to} (exclusive), none of which was given before, for the end of the current
     * reply.
     *
     * @return the index after the reply's last byte (the next reply starts there), or {@link #INCOMPLETE}
     * @throws ProtocolException when the bytes are not RESP; the connection must be closed
     */
    public int scan(ByteBuf in, int from, int to) {
        throw new UnsupportedOperationException();
    }

    /** The first byte of the current reply, or of the last complete one between replies: {@code +}, {@code $}, {@code >}… */
    public byte type() {
        throw new UnsupportedOperationException();
    }

    /** True between replies: the last one is complete and no byte of the next was seen. */
    public boolean atStart() {
        throw new UnsupportedOperationException();
    }

    /** After {@code INCOMPLETE}: at least so many bytes more end the reply; 1 or more. */
    public long missingBytes() {
        throw new UnsupportedOperationException();
    }
}
