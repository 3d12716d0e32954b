package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When each node may be tried again to which connections could not be made: soon at first, later each time, and never
 * all at the same moment. Only on the event loop.
 */
final class Retries {
    private static final long MIN_NANOS = 20_000_000;
    private static final long MAX_NANOS = 1_000_000_000;

    /** Before this moment no attempt is made, by {@link Node#slot}. */
    private long[] at = new long[8];
    /** How long to wait after the next failure, by slot. */
    private long[] delay = new long[8];

    boolean due(Node node, long now) {
        return node.slot() >= at.length || now >= at[node.slot()];
    }

    void failed(Node node, long now) {
        int slot = node.slot();
        if (slot >= at.length) {
            int size = Math.max(slot + 1, at.length * 2);
            at = Arrays.copyOf(at, size);
            delay = Arrays.copyOf(delay, size);
        }
        long next = Math.min(MAX_NANOS, Math.max(MIN_NANOS, delay[slot] * 2));
        delay[slot] = next;
        at[slot] = now + next / 2 + ThreadLocalRandom.current().nextLong(next / 2);
    }

    /** Forgets what went wrong with a node: it is known to be well. */
    void forget(Node node) {
        if (node.slot() < at.length) {
            at[node.slot()] = 0;
            delay[node.slot()] = 0;
        }
    }
}
