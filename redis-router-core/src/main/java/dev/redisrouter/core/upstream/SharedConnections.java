package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop that clients of one {@link Profile} share: at most one to each node, opened when
 * it is first needed. Only on the event loop.
 */
public final class SharedConnections {
    private static final long RETRY_MIN_NANOS = 20_000_000;
    private static final long RETRY_MAX_NANOS = 1_000_000_000;

    private final Profile profile;
    private final UpstreamContext context;
    /** By {@link Node#slot}. */
    private @Nullable UpstreamConnection[] connections = new UpstreamConnection[8];
    /** Before this moment no new attempt is made, by slot. */
    private long[] retryAt = new long[8];
    /** How long to wait after the next failure, by slot. */
    private long[] retryDelay = new long[8];

    SharedConnections(Profile profile, UpstreamContext context) {
        this.profile = profile;
        this.context = context;
    }

    public Profile profile() {
        return profile;
    }

    /** The connection to a node, opened now if need be; null while it waits before it tries that node again. */
    public @Nullable UpstreamConnection to(Node node) {
        int slot = node.slot();
        if (slot < connections.length) {
            UpstreamConnection open = connections[slot];
            if (open != null) {
                return open;
            }
        }
        return connect(node);
    }

    private @Nullable UpstreamConnection connect(Node node) {
        int slot = node.slot();
        if (slot >= connections.length) {
            int size = Math.max(slot + 1, connections.length * 2);
            connections = Arrays.copyOf(connections, size);
            retryAt = Arrays.copyOf(retryAt, size);
            retryDelay = Arrays.copyOf(retryDelay, size);
        }
        if (context.turn().now() < retryAt[slot]) {
            return null;
        }
        UpstreamConnection opened = UpstreamConnection.open(node, profile, context, this::closed);
        if (opened.open()) {
            connections[slot] = opened;
            opened.whenSettled(() -> settled(opened));
            return opened;
        }
        return null;
    }

    boolean anyOpen() {
        return Arrays.stream(connections).anyMatch(Objects::nonNull);
    }

    private void settled(UpstreamConnection connection) {
        int slot = connection.node().slot();
        if (connection.ready()) {
            retryDelay[slot] = 0;
        } else if (connection.refusal() == null) {
            long delay = Math.min(RETRY_MAX_NANOS, Math.max(RETRY_MIN_NANOS, retryDelay[slot] * 2));
            retryDelay[slot] = delay;
            retryAt[slot] = context.turn().now()
                    + delay / 2
                    + ThreadLocalRandom.current().nextLong(delay / 2);
        }
    }

    private void closed(UpstreamConnection connection) {
        int slot = connection.node().slot();
        if (connections[slot] == connection) {
            connections[slot] = null;
        }
    }

    /** Forgets what went wrong with a node: it is known to be well again. */
    void retryNow(Node node) {
        if (node.slot() < retryAt.length) {
            retryAt[node.slot()] = 0;
            retryDelay[node.slot()] = 0;
        }
    }

    /** Closes the connections to the nodes for which this holds. */
    void close(Predicate<Node> nodes, String reason) {
        for (UpstreamConnection connection : connections.clone()) {
            if (connection != null && nodes.test(connection.node())) {
                connection.close(reason);
            }
        }
    }

    /** Offers the commands that wait on a node back to those who sent them. */
    void offerBack(Node node) {
        UpstreamConnection connection = node.slot() < connections.length ? connections[node.slot()] : null;
        if (connection != null) {
            connection.offerBack();
        }
    }
}
