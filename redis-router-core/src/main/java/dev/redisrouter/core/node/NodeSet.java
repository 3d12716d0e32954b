package dev.redisrouter.core.node;

import dev.redisrouter.config.NodesConfig;
import dev.redisrouter.core.health.Health;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.ReplicationPoint;
import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The live nodes and what the probes say of each. Only on the control thread. */
public final class NodeSet {
    private final NodesConfig config;
    private final int failuresToDown;
    private final Consumer<Node> removed;
    /** Sorted, so that equal sets make equal lists. */
    private final Map<NodeAddress, Member> members = new TreeMap<>();

    private final ProcessNumbers processes;

    private int nextSlot;

    /** @param removed told about each node that is gone for good */
    public NodeSet(NodesConfig config, int failuresToDown, Consumer<Node> removed) {
        this.config = config;
        this.failuresToDown = failuresToDown;
        this.removed = removed;
        this.processes = new ProcessNumbers(ThreadLocalRandom.current().nextInt(Node.PROCESSES));
    }

    /** Makes these the nodes: keeps those that were there, creates the new ones, removes the others. */
    public void keep(Set<NodeAddress> addresses) {
        List<Member> gone = new ArrayList<>();
        members.entrySet().removeIf(entry -> {
            boolean isGone = !addresses.contains(entry.getKey());
            if (isGone) {
                gone.add(entry.getValue());
            }
            return isGone;
        });
        for (Member member : gone) {
            processes.forget(member.node());
            removed.accept(member.node());
        }
        for (NodeAddress address : addresses) {
            members.computeIfAbsent(address, this::join);
        }
    }

    /** Takes one result of a probe; empty when the node is no longer there. */
    public Optional<Member> observed(NodeAddress address, ProbeResult result) {
        return Optional.ofNullable(members.computeIfPresent(address, (a, member) -> {
            Optional<ReplicationPoint> point = result instanceof ProbeResult.Answered answered
                    ? answered.answer().point()
                    : member.point();
            if (result instanceof ProbeResult.Answered answered) {
                answered.answer().version().ifPresent(member.node()::server);
            }
            processes.observed(member.node(), result);
            return new Member(member.node(), member.health().after(result, failuresToDown), point);
        }));
    }

    public Optional<Member> at(NodeAddress address) {
        return Optional.ofNullable(members.get(address));
    }

    /** All, sorted by address; a copy. */
    public Collection<Member> members() {
        return List.copyOf(members.values());
    }

    private Member join(NodeAddress address) {
        int weight = config.weights().getOrDefault(address, 1);
        String zone = config.zones().getOrDefault(address, "");
        List<Node> others = members.values().stream().map(Member::node).toList();
        Node node = new Node(address, nextSlot++, weight, zone, ServedLevel.of(others, weight));
        return new Member(node, Health.UNKNOWN, Optional.empty());
    }
}
