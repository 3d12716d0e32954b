package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps attempts to connect from becoming a herd: to each node only so many are under way at the same time, and after a
 * failure the next waits, shortly at first, longer each time, and never as long as another router's. Only on the event
 * loop.
 */
final class Attempts {
    private static final long MIN_NANOS = 20_000_000;
    private static final long MAX_NANOS = 1_000_000_000;

    private final UpstreamContext context;

    /** Before this moment none is begun, by {@link Node#slot}. */
    private long[] at = new long[8];
    /** How long to wait after the next failure, by slot. */
    private long[] delay = new long[8];
    /** How many have begun and are not settled, by slot. */
    private int[] underWay = new int[8];
    /** One was one too many. */
    private boolean turnedAway;

    Attempts(UpstreamContext context) {
        this.context = context;
    }

    /** True when a connection to the node may be opened now. */
    boolean mayBegin(Node node) {
        int slot = node.slot();
        if (slot >= at.length) {
            return true;
        }
        boolean full = underWay[slot] >= context.connecting();
        turnedAway |= full;
        return !full && context.turn().now() >= at[slot];
    }

    /** A connection was opened. */
    void begun(UpstreamConnection connection) {
        int slot = connection.node().slot();
        if (slot >= at.length) {
            int size = Math.max(slot + 1, at.length * 2);
            at = Arrays.copyOf(at, size);
            delay = Arrays.copyOf(delay, size);
            underWay = Arrays.copyOf(underWay, size);
        }
        underWay[slot]++;
        connection.whenSettled(() -> settled(connection));
    }

    private void settled(UpstreamConnection connection) {
        int left = --underWay[connection.node().slot()];
        if (turnedAway && left <= context.connecting() / 2) {
            // for many at once, since all that wait are asked each time
            turnedAway = false;
            context.hasRoom().run();
        }
        if (connection.ready()) {
            forget(connection.node());
        } else if (connection.hasFailed()) {
            failed(connection.node().slot(), context.turn().now());
        }
    }

    private void failed(int slot, long now) {
        if (now < at[slot]) {
            // it began before the last one failed, and so says nothing new
            return;
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
