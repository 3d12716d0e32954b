package dev.redisrouter.error;

/** The router could not start. Concerns this router alone; everything it had opened is closed again. */
public final class RouterStartException extends RouterException {
    private static final long serialVersionUID = 1L;

    public RouterStartException(String message) {
        super(message);
    }

    public RouterStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
