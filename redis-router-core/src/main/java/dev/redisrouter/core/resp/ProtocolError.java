package dev.redisrouter.core.resp;

import java.nio.charset.StandardCharsets;

/**
 * What Redis says to a request that it cannot read, before it closes the connection. Wording and limits as in the
 * networking.c of Redis 7.0; the same bytes were seen from redis-server 7.0.15 and 8.0.2 and valkey-server 8.1.1.
 */
final class ProtocolError {
    /** A line, inline or with a length, is refused when it has more bytes than this without an end. */
    static final int MAX_LINE = 64 * 1024;

    static final byte[] ARRAY_LENGTH = error("invalid multibulk length");
    static final byte[] ARRAY_LINE_TOO_LONG = error("too big mbulk count string");
    static final byte[] BULK_LENGTH = error("invalid bulk length");
    static final byte[] BULK_LINE_TOO_LONG = error("too big bulk count string");
    static final byte[] UNAUTHENTICATED_ARRAY = error("unauthenticated multibulk length");
    static final byte[] UNAUTHENTICATED_BULK = error("unauthenticated bulk length");
    static final byte[] UNBALANCED_QUOTES = error("unbalanced quotes in request");
    static final byte[] INLINE_TOO_LONG = error("too big inline request");

    /**
     * Ours: up to Redis 8.0 a NUL hides the rest of the line, so that the client waits for an answer that does not come
     * until 64 KiB more have arrived.
     */
    static final byte[] NUL_IN_INLINE = error("NUL in inline request");

    /** HTTP, and a request larger than the query buffer may be: closed without a word. */
    static final byte[] SILENT = new byte[0];

    private ProtocolError() {}

    /** An argument that does not start with {@code $}. Redis replaces a line break by a space here. */
    static byte[] expectedBulk(byte got) {
        byte shown = got == '\r' || got == '\n' ? (byte) ' ' : got;
        return error("expected '$', got '" + (char) (shown & 0xFF) + "'");
    }

    private static byte[] error(String text) {
        return ("-ERR Protocol error: " + text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
