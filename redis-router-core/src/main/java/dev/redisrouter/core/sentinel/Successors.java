package dev.redisrouter.core.sentinel;

import dev.redisrouter.topology.NodeAddress;

/** Hears how a failover comes along, long before its end can be claimed. Called on the control thread. */
public interface Successors {

    /**
     * The leader of a failover has chosen the next master, and will promote it now.
     *
     * @param node as the Sentinel announces it
     * @param epoch of the failover; 0 when the Sentinel was not heard to announce it
     */
    void chosen(String origin, NodeAddress node, long epoch);

    /** The failover that this Sentinel led will not take place. */
    void abandoned(String origin);
}
