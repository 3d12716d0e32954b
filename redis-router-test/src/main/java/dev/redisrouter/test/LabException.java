package dev.redisrouter.test;

import java.io.Serial;

/**
 * Something did not happen as the test asked: a server did not start, did not answer, answered with an error, or a
 * condition was not met in time. The message says which server, and what was expected. It concerns this lab only.
 */
public class LabException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    LabException(String message) {
        super(message);
    }

    LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
