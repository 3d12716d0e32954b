package dev.redisrouter.core.topology;

import dev.redisrouter.topology.NodeAddress;

/**
 * A failover under way: the node chosen to be the next master, before any source claims that it is.
 *
 * @param origin who says so
 * @param node mapped
 * @param epoch the configuration that the failover will end in; higher than that of the master still named
 */
public record Succession(String origin, NodeAddress node, long epoch) {}
