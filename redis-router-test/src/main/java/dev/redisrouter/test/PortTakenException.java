package dev.redisrouter.test;

import java.io.Serial;

/** A server ended because its port, free a moment before, is another process's now. */
final class PortTakenException extends LabException {
    @Serial
    private static final long serialVersionUID = 1L;

    PortTakenException(String message) {
        super(message);
    }
}
