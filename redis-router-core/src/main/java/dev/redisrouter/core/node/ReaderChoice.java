package dev.redisrouter.core.node;

import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which nodes may serve reads. Pure. */
public final class ReaderChoice {
    /*
     * Fit is a replica that is UP and, as far as anyone tells, in the same history as the master in use: one that
     * still follows a former master gets nothing new and may hold what was lost.
     *
     * With no master in use, a replica that lost its link and none of its data is as good as it gets: reads go on
     * from there. Only with nobody else are suspect nodes asked, and the named master among them; another node that
     * calls itself master never is.
     */
    private ReaderChoice() {}

    /**
     * Chooses.
     *
     * @param master the one in use
     * @param named the one that is to be in use, as soon as it is fit
     */
    public static List<Node> of(
            ReadPolicy policy,
            Optional<Member> master,
            Optional<NodeAddress> named,
            Collection<Member> members,
            NodeFreshness freshness) {
        if (policy == ReadPolicy.MASTER) {
            return nodes(master);
        }
        List<Node> fit = nodes(members, m -> isFit(m, master.isPresent(), freshness));
        if (fit.isEmpty() && policy == ReadPolicy.REPLICAS_PREFERRED) {
            fit = nodes(master);
        } else if (policy == ReadPolicy.ALL) {
            fit = union(fit, nodes(master));
        }
        return fit.isEmpty() ? lastResort(policy, named, members) : fit;
    }

    private static boolean isFit(Member member, boolean masterInUse, NodeFreshness freshness) {
        return masterInUse
                ? member.isUp(Role.REPLICA) && !freshness.isForeign(member)
                : member.isUp(Role.REPLICA) || member.health().isAdrift();
    }

    private static List<Node> lastResort(ReadPolicy policy, Optional<NodeAddress> named, Collection<Member> members) {
        List<Node> replicas = nodes(members, m -> isSuspect(m, Role.REPLICA));
        return !replicas.isEmpty() || policy == ReadPolicy.REPLICAS
                ? replicas
                : nodes(
                        members,
                        m -> isSuspect(m, Role.MASTER)
                                && named.equals(Optional.of(m.node().address())));
    }

    private static boolean isSuspect(Member member, Role role) {
        return member.health().state() == NodeState.SUSPECT && member.health().role() == role;
    }

    private static List<Node> nodes(Collection<Member> members, Predicate<Member> which) {
        return members.stream().filter(which).map(Member::node).toList();
    }

    private static List<Node> nodes(Optional<Member> member) {
        return member.map(m -> List.of(m.node())).orElse(List.of());
    }

    private static List<Node> union(List<Node> some, List<Node> others) {
        List<Node> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
