package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop that belong to one client at a time, for states that cannot be shared. A
 * connection is handed on only when nothing is due on it; otherwise it is closed. Only on the event loop.
 */
public final class Pins implements ConnectionOwner {
    private static final int IDLE_MAX = 16;

    private final UpstreamContext context;
    private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
    private final Set<UpstreamConnection> taken = new HashSet<>();
    private final Attempts attempts;

    Pins(UpstreamContext context) {
        this.context = context;
        this.attempts = new Attempts(context);
    }

    /**
     * A connection of the caller's own until {@link #giveBack}, perhaps still connecting; null when none can be opened to
     * that node {@linkplain Attempts now}.
     */
    public @Nullable UpstreamConnection take(Node node, Profile profile) {
        for (Iterator<UpstreamConnection> i = idle.descendingIterator(); i.hasNext(); ) {
            UpstreamConnection candidate = i.next();
            if (candidate.node() == node && candidate.profile().equals(profile)) {
                i.remove();
                taken.add(candidate);
                return candidate;
            }
        }
        if (!attempts.mayBegin(node)) {
            return null;
        }
        UpstreamConnection opened = UpstreamConnection.open(node, profile, context, this);
        taken.add(opened);
        attempts.begun(opened);
        return opened;
    }

    /** Forgets what went wrong with a node: it is known to be well again. */
    void retryNow(Node node) {
        attempts.forget(node);
    }

    /** Takes a connection back that is in the state in which it was handed out. */
    public void giveBack(UpstreamConnection connection) {
        taken.remove(connection);
        if (!connection.ready()) {
            connection.close("not needed any more");
        } else if (connection.busy() || idle.size() >= IDLE_MAX) {
            connection.close("no longer needed by its client");
        } else {
            idle.add(connection);
        }
    }

    /** Ends a connection whose state is not known to be clean. */
    public void discard(UpstreamConnection connection) {
        connection.close("its client is gone");
    }

    @Override
    public void closed(UpstreamConnection connection) {
        taken.remove(connection);
        idle.remove(connection);
    }

    /** Closes those to a node that are not ready yet. */
    void closeUnready(Node node, String reason) {
        for (UpstreamConnection connection : Set.copyOf(taken)) {
            if (connection.node() == node && !connection.ready()) {
                connection.close(reason);
            }
        }
    }

    void close(Predicate<Node> nodes, String reason) {
        for (UpstreamConnection connection : Set.copyOf(taken)) {
            if (nodes.test(connection.node())) {
                connection.close(reason);
            }
        }
        for (UpstreamConnection connection : idle.toArray(UpstreamConnection[]::new)) {
            if (nodes.test(connection.node())) {
                connection.close(reason);
            }
        }
    }
}
