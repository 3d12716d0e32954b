package dev.redisrouter.test.resp;

import java.io.IOException;
import java.io.Serial;

/** The server answered with an error; the message is its text, such as {@code NOAUTH Authentication required.} */
public final class ErrorReply extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;

    ErrorReply(String text) {
        super(text);
        this.text = text;
    }

    /** The server's words, never null as {@link #getMessage} may be. */
    public String text() {
        return text;
    }
}
