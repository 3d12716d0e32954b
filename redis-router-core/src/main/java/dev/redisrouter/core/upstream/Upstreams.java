package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All connections from one event loop to the nodes. Only on the event loop. */
public final class Upstreams {
    /** So many profiles that no client uses keep their connections, for clients to come. */
    private static final int UNUSED_MAX = 16;

    private final UpstreamContext context;
    private final Map<Profile, SharedConnections> shared = new HashMap<>();
    /** Those of them that no client uses, the longest unused first. */
    private final Set<SharedConnections> unused = new LinkedHashSet<>();

    private final Pins pins;

    public Upstreams(UpstreamContext context) {
        this.context = context;
        this.pins = new Pins(context);
    }

    /** The connections that clients of this profile share, to be used at once; to keep them takes {@link #join}. */
    public SharedConnections shared(Profile profile) {
        SharedConnections known = shared.get(profile);
        if (known == null) {
            // before it is there, so that it is not what gives way
            closeUnused(UNUSED_MAX - 1);
            known = new SharedConnections(profile, context);
            shared.put(profile, known);
            unused.add(known);
        }
        return known;
    }

    /** As {@link #shared}, for a client that may use them until it {@linkplain #leave leaves}. */
    public SharedConnections join(Profile profile) {
        SharedConnections joined = shared(profile);
        joined.join();
        unused.remove(joined);
        return joined;
    }

    /** A client does not use these any more. */
    public void leave(SharedConnections left) {
        if (left.leave()) {
            unused.add(left);
            closeUnused(UNUSED_MAX);
        }
    }

    /** Clients can make up profiles without end, as {@code AUTH} takes any password where a node asks for none. */
    private void closeUnused(int kept) {
        for (SharedConnections candidate : unused.toArray(SharedConnections[]::new)) {
            if (unused.size() <= kept) {
                return;
            }
            // on one that is busy a client waits for its handshake, or has left commands that are to be executed
            if (!candidate.busy()) {
                remove(candidate);
                candidate.close(node -> true, "no client uses its profile any more");
            }
        }
    }

    private void remove(SharedConnections connections) {
        unused.remove(connections);
        shared.remove(connections.profile());
    }

    /**
     * Forgets a profile, unless a node has agreed to it at any time, so that clients cannot make up profiles without
     * end. Not for the profile that clients begin with.
     */
    public void forget(Profile refused) {
        // what clients may hold must stay here, where it is closed when its node is no longer in use
        SharedConnections known = shared.get(refused);
        if (known != null && !known.agreed()) {
            remove(known);
        }
    }

    public Pins pins() {
        return pins;
    }

    /** Closes every connection to the nodes for which this holds; what is due on them is handed back. */
    public void close(Predicate<Node> nodes, String reason) {
        for (SharedConnections connections : shared.values().toArray(SharedConnections[]::new)) {
            connections.close(nodes, reason);
        }
        pins.close(nodes, reason);
    }

    /** Closes the pins to the nodes for which this holds. */
    public void closePins(Predicate<Node> nodes, String reason) {
        pins.close(nodes, reason);
    }

    /** Nothing more may be sent to this node: what waits for a connection to it is handed back. */
    public void closeUnready(Node node, String reason) {
        for (SharedConnections connections : shared.values().toArray(SharedConnections[]::new)) {
            connections.closeUnready(node, reason);
        }
        pins.closeUnready(node, reason);
    }

    /** Calls this for each open connection that clients share. */
    public void forEachShared(Consumer<UpstreamConnection> action) {
        for (SharedConnections connections : shared.values().toArray(SharedConnections[]::new)) {
            connections.forEach(action);
        }
    }

    /** The node may not answer for long: what can be asked elsewhere is. */
    public void offerBack(Node node) {
        for (SharedConnections connections : shared.values().toArray(SharedConnections[]::new)) {
            connections.offerBack(node);
        }
    }

    /** The node is known to be well: connections to it are tried at once. */
    public void retryNow(Node node) {
        shared.values().forEach(connections -> connections.retryNow(node));
        pins.retryNow(node);
    }
}
