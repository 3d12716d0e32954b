package dev.redisrouter.core.node;

import dev.redisrouter.core.topology.Nomination;
import dev.redisrouter.core.topology.Succession;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which node is the master in use: at most one, and only one that is named and says so itself. Pure. */
public sealed interface MasterChoice {

    record InUse(Member member, long epoch) implements MasterChoice {}

    record Vacant(String reason) implements MasterChoice {}

    /** Nothing names one, and these all call themselves master. */
    record Conflict(List<NodeAddress> nodes) implements MasterChoice {}

    /**
     * Chooses.
     *
     * @param handover true while a chosen successor has to be waited for: the old master's writes would not reach it
     *     any more once it is promoted, so the old one is not used, even if it works
     * @param promoted a node that was seen to turn into a master and that nobody names: while it calls itself master the
     *     named one is not used, since its writes would be lost if this is a failover
     * @param everHadMaster whether any node was in use before
     */
    static MasterChoice of(
            Nomination nomination,
            Optional<Succession> succession,
            boolean handover,
            Optional<NodeAddress> promoted,
            boolean everHadMaster,
            Collection<Member> members) {
        if (succession.isPresent()) {
            Succession next = succession.get();
            Optional<Member> successor = at(next.node(), members).filter(m -> m.isUp(Role.MASTER));
            if (successor.isPresent()) {
                return new InUse(successor.get(), next.epoch());
            }
            if (handover) {
                return new Vacant(next.node() + " is chosen as the next master and not promoted yet");
            }
        }
        if (nomination instanceof Nomination.Named named) {
            return named(named, promoted, members);
        }
        if (nomination instanceof Nomination.ByRole) {
            return byRole(everHadMaster, members);
        }
        return new Vacant("no source has said anything yet");
    }

    private static MasterChoice named(
            Nomination.Named named, Optional<NodeAddress> promoted, Collection<Member> members) {
        Optional<Member> member = at(named.node(), members);
        if (member.isEmpty()) {
            return new Vacant(named.node() + " is named master in epoch " + named.epoch() + " and not known");
        }
        if (member.get().isUp(Role.MASTER)) {
            Optional<Member> other = promoted.filter(address -> !address.equals(named.node()))
                    .flatMap(address -> at(address, members))
                    .filter(m -> m.isUp(Role.MASTER));
            if (other.isPresent()) {
                return new Vacant(other.get().node() + " has become a master and nobody names it yet");
            }
            return new InUse(member.get(), named.epoch());
        }
        NodeState state = member.get().health().state();
        String why = state == NodeState.UP
                ? "calls itself replica"
                : "is " + state + ": " + member.get().health().reason();
        return new Vacant(named.node() + ", named in epoch " + named.epoch() + ", " + why);
    }

    /** A suspect master counts as one that may be back in a moment: two masters at once would be worse than none. */
    private static MasterChoice byRole(boolean everHadMaster, Collection<Member> members) {
        boolean allTold = members.stream().noneMatch(m -> m.health().state() == NodeState.UNKNOWN);
        if (!everHadMaster && !allTold) {
            return new Vacant("not every node has answered yet");
        }
        List<Member> masters = members.stream()
                .filter(m -> m.isUp(Role.MASTER)
                        || (m.health().state() == NodeState.SUSPECT
                                && m.health().role() == Role.MASTER))
                .toList();
        if (masters.size() > 1) {
            return new Conflict(
                    masters.stream().map(m -> m.node().address()).sorted().toList());
        }
        if (masters.size() == 1 && masters.get(0).isUp(Role.MASTER)) {
            return new InUse(masters.get(0), 0);
        }
        return new Vacant(
                masters.isEmpty()
                        ? "no node calls itself master"
                        : masters.get(0).node() + " is SUSPECT");
    }

    private static Optional<Member> at(NodeAddress address, Collection<Member> members) {
        return members.stream().filter(m -> m.node().address().equals(address)).findFirst();
    }
}
