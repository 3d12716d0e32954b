package dev.redisrouter.core.node;

import dev.redisrouter.core.consistency.FreshnessClock;
import dev.redisrouter.core.health.Observation;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.ReplicationPoint;
import dev.redisrouter.core.health.RoleReply;
import dev.redisrouter.topology.NodeState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes into each replica's node up to when it is fresh. Only on the control thread. */
public final class NodeFreshness {
    /*
     * Freshness is taken back whenever the process behind an address may be another one: its data may be older than
     * what was said of it. An answer to a question from before that moment says nothing about the new process.
     */
    private final FreshnessClock clock = new FreshnessClock();
    private final Map<Node, Long> distrustedAt = new HashMap<>();

    /**
     * Takes what a node said of its place in the stream of writes.
     *
     * @param member the node, this observation already taken into its health
     * @param master the one in use
     * @param members all nodes
     * @return true when the master in use turned out to be in another history than was known: then other nodes are
     *     {@link #isForeign} than before
     */
    public boolean observed(Observation observation, Member member, Optional<Node> master, Collection<Member> members) {
        Node node = member.node();
        if (observation.result() instanceof ProbeResult.Lost
                || observation.result() instanceof ProbeResult.Unreachable) {
            distrust(node, observation.askedAt());
            return false;
        }
        if (!(observation.result() instanceof ProbeResult.Answered answered)
                || answered.answer().point().isEmpty()) {
            return false;
        }
        ReplicationPoint point = answered.answer().point().get();
        clock.continues(point.history(), point.former(), point.formerOffset());
        if (answered.answer().role() instanceof RoleReply.Master) {
            return master.equals(Optional.of(node)) && masterAt(point, observation.askedAt(), members);
        }
        replicaAt(point, observation.askedAt(), member);
        return false;
    }

    /** Another process may answer for this node from this time of the router's clock on. */
    public void distrust(Node node, long at) {
        node.freshUpTo(0);
        distrustedAt.put(node, at);
    }

    /** The node is gone for good. */
    public void forget(Node node) {
        distrustedAt.remove(node);
    }

    /** Another master is in use: nothing is known of any node. */
    public void reset(Collection<Member> members) {
        clock.reset();
        members.forEach(member -> member.node().freshUpTo(0));
    }

    /** True for a node that follows another history than the master in use. */
    public boolean isForeign(Member member) {
        return member.point().map(p -> clock.isForeign(p.history())).orElse(false);
    }

    private boolean masterAt(ReplicationPoint point, long askedAt, Collection<Member> members) {
        boolean anotherHistory = clock.master(point.history(), point.offset(), askedAt);
        if (anotherHistory) {
            members.forEach(member -> member.node().freshUpTo(0));
        }
        return anotherHistory;
    }

    private void replicaAt(ReplicationPoint point, long askedAt, Member member) {
        Node node = member.node();
        boolean holdsItsData =
                member.health().state() == NodeState.UP || member.health().isAdrift();
        if (!holdsItsData) {
            node.freshUpTo(0);
        } else if (askedAt > distrustedAt.getOrDefault(node, 0L)) {
            node.freshUpTo(clock.freshUpTo(point.history(), point.offset()));
        }
    }
}
