package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.time.Duration;

/** The checks that the records of this package share; each failure names the key, the value and what was expected. */
final class Check {
    private static final Duration LONGEST = Duration.ofDays(1);

    private Check() {}

    static void range(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ConfigurationException(key, value, min + "-" + max);
        }
    }

    /** From a millisecond, below which timers are not exact, to a day. */
    static void positive(String key, Duration value) {
        between(key, value, Duration.ofMillis(1));
    }

    /** From nothing to a day. */
    static void notNegative(String key, Duration value) {
        between(key, value, Duration.ZERO);
    }

    private static void between(String key, Duration value, Duration min) {
        if (value.compareTo(min) < 0 || value.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(key, value, min + "-" + LONGEST);
        }
    }

    static void notBlank(String key, String value, String expected) {
        if (value.isBlank()) {
            throw new ConfigurationException(key, "'" + value + "'", expected);
        }
    }
}
