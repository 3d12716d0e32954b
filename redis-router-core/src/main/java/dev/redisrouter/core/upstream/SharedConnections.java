package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop that clients of one {@link Profile} share: at most one to each node, opened when
 * it is first needed. Only on the event loop.
 */
public final class SharedConnections implements ConnectionOwner {
    private final Profile profile;
    private final UpstreamContext context;
    private final Attempts attempts;
    /** By {@link Node#slot}. */
    private @Nullable UpstreamConnection[] connections = new UpstreamConnection[8];

    /** Those that one large reply has to itself, until it is through. */
    private final List<UpstreamConnection> aside = new ArrayList<>();

    private boolean agreed;
    private int clients;

    SharedConnections(Profile profile, UpstreamContext context) {
        this.profile = profile;
        this.context = context;
        this.attempts = new Attempts(context);
    }

    public Profile profile() {
        return profile;
    }

    /** The connection to a node, opened now if need be; null when none can be opened {@linkplain Attempts now}. */
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
            connections = Arrays.copyOf(connections, Math.max(slot + 1, connections.length * 2));
        }
        if (!attempts.mayBegin(node)) {
            return null;
        }
        UpstreamConnection opened = UpstreamConnection.open(node, profile, context, this);
        connections[slot] = opened;
        attempts.begun(opened);
        opened.whenSettled(() -> agreed |= opened.ready());
        return opened;
    }

    /** True once a node has agreed to the profile, so that clients may have taken it. */
    boolean agreed() {
        return agreed;
    }

    /** One more client uses them. */
    void join() {
        clients++;
    }

    /** One client less; true when none is left. */
    boolean leave() {
        return --clients == 0;
    }

    /** True while replies are due, those to handshakes too. */
    boolean busy() {
        for (UpstreamConnection connection : connections) {
            if (connection != null && connection.busy()) {
                return true;
            }
        }
        return !aside.isEmpty();
    }

    /** Others use another connection from now on, and so does what waits behind the reply, where that is possible. */
    @Override
    public void carriesLargeReply(UpstreamConnection connection) {
        connections[connection.node().slot()] = null;
        aside.add(connection);
        connection.offerBackToOthers();
    }

    @Override
    public void isThroughWithLargeReply(UpstreamConnection connection) {
        aside.remove(connection);
        int slot = connection.node().slot();
        if (connections[slot] == null) {
            connections[slot] = connection;
        } else {
            connection.close("another took its place meanwhile");
        }
    }

    @Override
    public void closed(UpstreamConnection connection) {
        aside.remove(connection);
        int slot = connection.node().slot();
        if (connections[slot] == connection) {
            connections[slot] = null;
        }
    }

    /** Forgets what went wrong with a node: it is known to be well again. */
    void retryNow(Node node) {
        attempts.forget(node);
    }

    /** Closes the connections to the nodes for which this holds. */
    void close(Predicate<Node> nodes, String reason) {
        for (UpstreamConnection connection : connections.clone()) {
            if (connection != null && nodes.test(connection.node())) {
                connection.close(reason);
            }
        }
        for (UpstreamConnection connection : List.copyOf(aside)) {
            if (nodes.test(connection.node())) {
                connection.close(reason);
            }
        }
    }

    /** Closes the connection to a node if it is not ready yet: what waits for it is handed back, and was not sent. */
    void closeUnready(Node node, String reason) {
        UpstreamConnection connection = node.slot() < connections.length ? connections[node.slot()] : null;
        if (connection != null && !connection.ready()) {
            connection.close(reason);
        }
    }

    /** Calls this for each that is open. */
    void forEach(Consumer<UpstreamConnection> action) {
        for (UpstreamConnection connection : connections.clone()) {
            if (connection != null) {
                action.accept(connection);
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
