package dev.redisrouter.test.resp;

import java.io.IOException;
import java.io.Serial;

/** The server answered with an error; the message is its text, such as {@code NOAUTH Authentication required.} */
public final class ErrorReply extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ErrorReply(String text) {
        super(text);
    }
}
