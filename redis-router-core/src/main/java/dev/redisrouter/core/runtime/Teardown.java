package dev.redisrouter.core.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be ended when a router closes, in the reverse of the order in which it was started. Thread-safe. */
final class Teardown {
    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final Deque<Runnable> steps = new ArrayDeque<>();

    synchronized void add(Runnable step) {
        steps.push(step);
    }

    /** Ends everything, once; a step that fails does not keep the others from ending. */
    synchronized void run() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                LOG.warn("router-close-failed", e);
            }
        }
    }
}
