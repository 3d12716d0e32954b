package dev.redisrouter.error;

/** Base of what the router throws to the application. Commands of a client never see it: they get error replies. */
public class RouterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RouterException(String message) {
        super(message);
    }

    public RouterException(String message, Throwable cause) {
        super(message, cause);
    }
}
