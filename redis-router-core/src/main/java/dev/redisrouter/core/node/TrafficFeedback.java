package dev.redisrouter.core.node;

/** How the data path tells the control path how it goes on after a change of the master. Thread-safe, returns at once. */
public interface TrafficFeedback {

    /**
     * An event loop uses this view from now on.
     *
     * @param loop which one
     * @param loops how many there are
     */
    void viewed(Object loop, long version, int loops);

    /** An event loop has had its first write to this master answered. */
    void wrote(Node master);

    /**
     * Nothing waits for a master on one event loop any more.
     *
     * @param loops how many there are
     */
    void released(Node master, int loops);
}
