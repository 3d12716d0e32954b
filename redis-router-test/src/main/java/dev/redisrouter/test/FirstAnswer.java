package dev.redisrouter.test;

import dev.redisrouter.test.process.Polling;
import java.io.IOException;
import java.time.Duration;

/**
 * Waits until a server that was just launched answers, and makes sure that it is this process that does: another may have
 * taken its port. For one thread and one launch.
 */
final class FirstAnswer {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

    private final LabNode server;
    private final Door door;
    private final ServerLog log;

    /** Why it was not there the last time. */
    private String last = "no answer";

    FirstAnswer(LabNode server, Door door, ServerLog log) {
        this.server = server;
        this.door = door;
        this.log = log;
    }

    /**
     * Returns when it answers.
     *
     * @throws PortTakenException if it ended because its port is taken
     * @throws LabException if it ended, or does not answer in time
     */
    void await(Duration timeout) {
        boolean there;
        try {
            there = Polling.until(timeout.toNanos(), this::isThere);
        } catch (IOException e) {
            throw new LabException(server + ": " + e.getMessage(), e);
        }
        if (!there) {
            throw new LabException(server + " did not answer within " + timeout.toMillis() + " ms (" + last
                    + "); its log ends with:\n" + log.tail());
        }
    }

    private boolean isThere() {
        if (!server.isAlive()) {
            String tail = log.tail();
            String message = server + " ended at its start; its log ends with:\n" + tail;
            throw tail.contains("Address already in use") ? new PortTakenException(message) : new LabException(message);
        }
        try {
            long found = door.visit(ANSWER_TIMEOUT, Door::processId);
            last = "process " + found + " answers in place of " + server.pid();
            return found == server.pid();
        } catch (IOException notYet) {
            last = notYet.toString();
            return false;
        }
    }
}
