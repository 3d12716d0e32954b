package dev.redisrouter.error;

/** A planned switch-over did not take place. The message says which step failed and why; the old master is in use again. */
public final class SwitchOverException extends RouterException {
    private static final long serialVersionUID = 1L;

    public SwitchOverException(String message) {
        super(message);
    }

    public SwitchOverException(String message, Throwable cause) {
        super(message, cause);
    }
}
