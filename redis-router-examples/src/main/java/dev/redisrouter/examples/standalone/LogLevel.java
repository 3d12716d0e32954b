package dev.redisrouter.examples.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the router logs. */
enum LogLevel {
    ERROR(Level.ERROR),
    WARN(Level.WARN),
    INFO(Level.INFO),
    DEBUG(Level.DEBUG),
    TRACE(Level.TRACE);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** What the libraries log keeps its level. */
    void apply() {
        if (LoggerFactory.getLogger("dev.redisrouter") instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
