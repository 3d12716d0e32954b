package dev.redisrouter.core.topology;

import dev.redisrouter.topology.NodeAddress;

/** Who is to be the master, as far as the sources say. */
public sealed interface Nomination {

    /** No source has said anything yet. */
    record Nobody() implements Nomination {}

    /** The sources list nodes and name no master: what the nodes say of themselves decides. */
    record ByRole() implements Nomination {}

    /** @param node mapped */
    record Named(NodeAddress node, long epoch) implements Nomination {}
}
