package dev.redisrouter.core.resp;

/** A node sent bytes that are not RESP. Blast radius: that upstream connection, which must be closed. */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
