package dev.redisrouter.core.node;

/** How the data path tells the control path that its view looks wrong. Thread-safe, returns at once, may be called often. */
public interface NodeFeedback {

    /**
     * A connection to the node failed or was lost, it answered {@code -READONLY}, {@code -LOADING} or
     * {@code -MASTERDOWN}: probe it now and ask the topology source again.
     */
    void doubt(Node node, String reason);
}
