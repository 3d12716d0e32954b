package dev.redisrouter.error;

/** A configured value that cannot be used. The message reads {@code key: value (expected: what)}. */
public final class ConfigurationException extends RouterException {
    private static final long serialVersionUID = 1L;

    private final String key;

    public ConfigurationException(String key, Object value, String expected) {
        super(key + ": " + value + " (expected: " + expected + ")");
        this.key = key;
    }

    public ConfigurationException(String key, Object value, String expected, Throwable cause) {
        super(key + ": " + value + " (expected: " + expected + ")", cause);
        this.key = key;
    }

    /** The dotted name of the value, such as {@code endpoint.port}. */
    public String key() {
        return key;
    }
}
