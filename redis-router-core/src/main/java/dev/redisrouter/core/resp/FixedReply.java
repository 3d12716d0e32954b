package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Replies that are always the same bytes. */
public enum FixedReply {
    OK("+OK\r\n"),
    PONG("+PONG\r\n"),
    QUEUED("+QUEUED\r\n"),
    RESET("+RESET\r\n"),
    ZERO(":0\r\n"),
    ONE(":1\r\n"),
    EMPTY_BULK("$0\r\n\r\n"),
    EMPTY_ARRAY("*0\r\n"),
    /** The absent string of RESP2. */
    NULL_BULK("$-1\r\n"),
    /** The absent array of RESP2, such as the reply to an EXEC whose watched key changed. */
    NULL_ARRAY("*-1\r\n"),
    /** Every absent value of RESP3. */
    NULL("_\r\n");

    private final byte[] bytes;

    FixedReply(String text) {
        bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    public void writeTo(ByteBuf out) {
        out.writeBytes(bytes);
    }

    /** Its length in bytes. */
    public int length() {
        return bytes.length;
    }
}
