package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All connections from one event loop to the nodes. Only on the event loop. */
public final class Upstreams {
    private final UpstreamContext context;
    private final Map<Profile, SharedConnections> shared = new HashMap<>();
    private final Pins pins;

    public Upstreams(UpstreamContext context) {
        this.context = context;
        this.pins = new Pins(context);
    }

    /** The connections that clients of this profile share. */
    public SharedConnections shared(Profile profile) {
        return shared.computeIfAbsent(profile, p -> new SharedConnections(p, context));
    }

    /**
     * Forgets a profile, unless a node has agreed to it at any time, so that clients cannot make up profiles without
     * end. Not for the profile that clients begin with.
     */
    public void forget(Profile refused) {
        // what clients may hold must stay here, where it is closed when its node is no longer in use
        shared.computeIfPresent(refused, (profile, connections) -> connections.agreed() ? connections : null);
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
