package dev.redisrouter.topology;

/**
 * What the router knows of one node.
 *
 * @param address where the router connects to, after address mapping
 * @param role the role that the node itself last confirmed
 * @param state what the probes say
 * @param reason why it is in this state, in words
 */
public record NodeInfo(NodeAddress address, Role role, NodeState state, String reason) {}
