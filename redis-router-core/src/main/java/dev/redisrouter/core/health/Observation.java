package dev.redisrouter.core.health;

import dev.redisrouter.topology.NodeAddress;

/**
 * One result, of one node.
 *
 * @param askedAt the router's clock just before the question was sent; for results that are no answer, when it was seen
 */
public record Observation(NodeAddress node, long askedAt, ProbeResult result) {}
