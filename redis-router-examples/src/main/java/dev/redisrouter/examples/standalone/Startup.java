package dev.redisrouter.examples.standalone;

import jdk.jfr.FlightRecorder;
import org.slf4j.LoggerFactory;

/** What makes the time to the first command shorter. Most of that time is the loading of classes. */
final class Startup {
    private static final String LETTUCE_EVENTS = "io.lettuce.core.jfr";

    private Startup() {}

    /** Sets up the log while the command line is read, on a thread of its own. */
    static void begin() {
        // with its first event Lettuce would set up the flight recorder, recording or not
        if (!FlightRecorder.isInitialized() && System.getProperty(LETTUCE_EVENTS) == null) {
            System.setProperty(LETTUCE_EVENTS, "false");
        }
        Thread log = new Thread(() -> LoggerFactory.getLogger(Standalone.class), "log-setup");
        log.setDaemon(true);
        log.start();
    }
}
