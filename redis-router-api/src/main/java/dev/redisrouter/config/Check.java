package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.time.Duration;

/** The checks that the records of this package share; each failure names the key, the value and what was expected. */
final class Check {
    private Check() {}

    static void range(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ConfigurationException(key, value, min + "-" + max);
        }
    }

    static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new ConfigurationException(key, value, "a positive duration");
        }
    }

    static void notNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw new ConfigurationException(key, value, "a duration of 0 or more");
        }
    }

    static void notBlank(String key, String value, String expected) {
        if (value.isBlank()) {
            throw new ConfigurationException(key, "'" + value + "'", expected);
        }
    }
}
