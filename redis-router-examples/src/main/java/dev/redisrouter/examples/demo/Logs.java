package dev.redisrouter.examples.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The log would tell the same story a second time, in between. */
final class Logs {
    private Logs() {}

    static void onlyErrors() {
        for (String name : new String[] {"dev.redisrouter", org.slf4j.Logger.ROOT_LOGGER_NAME}) {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(Level.ERROR);
            }
        }
    }
}
