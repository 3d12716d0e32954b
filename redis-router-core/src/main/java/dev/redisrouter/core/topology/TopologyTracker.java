package dev.redisrouter.core.topology;

import dev.redisrouter.core.topology.Nomination.Named;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.topology.NodeAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Weighs the claims of all origins. Only on the control thread. */
public final class TopologyTracker {
    /*
     * Who is named. The highest epoch ever claimed wins, since Sentinels agree on at most one master per epoch. A
     * lower epoch never names the master again: a Sentinel that restarts with an old file, or was cut off, repeats
     * the past.
     *
     * At equal epochs the node that most origins claim is named, and of equals the one claimed last. Equal epochs with
     * different masters come only from outside of Sentinel's protocol (a deployment pointed elsewhere by hand, whose
     * Sentinels follow one after the other; a source without epochs), where the majority and then the later word are
     * what the operator meant.
     *
     * A deployment that was set up anew starts again at epoch 0. Then nobody vouches for the old epoch any more: see
     * startedOver().
     *
     * Which nodes there are. The union of what the origins that can be heard say; with none to be heard, of what all
     * said last. So an origin that hangs keeps no removed node alive, and losing all of them removes nothing.
     */
    private final UnaryOperator<NodeAddress> mapper;
    /** The latest claim of each origin, the latest claim last; addresses mapped. */
    private final Map<String, TopologyClaim> claims = new LinkedHashMap<>();

    private final Set<String> lost = new HashSet<>();
    private @Nullable Named named;
    private @Nullable Succession succession;

    /** @param mapper applied to every address before it is compared with anything */
    public TopologyTracker(UnaryOperator<NodeAddress> mapper) {
        this.mapper = mapper;
    }

    /** Takes a claim; one without nodes and master says that its origin is no longer there. */
    public void claim(TopologyClaim claim) {
        lost.remove(claim.origin());
        claims.remove(claim.origin());
        if (claim.master().isEmpty() && claim.nodes().isEmpty()) {
            return;
        }
        claims.put(claim.origin(), mapped(claim));
        topClaimed()
                .filter(top -> named == null || top.epoch() >= named.epoch())
                .ifPresent(this::name);
    }

    public void connected(String origin) {
        lost.remove(origin);
    }

    public void lost(String origin) {
        lost.add(origin);
    }

    /**
     * A failover has chosen its successor.
     *
     * @param node not mapped yet
     * @param epoch 0 when it is not known; then it is the next after the one named
     */
    public void chosen(String origin, NodeAddress node, long epoch) {
        long next = named == null ? 1 : named.epoch() + 1;
        if (epoch == 0 || epoch >= next) {
            succession = new Succession(origin, mapper.apply(node), Math.max(epoch, next));
        }
    }

    /** The failover that this origin reported will not take place. */
    public void abandoned(String origin) {
        if (succession != null && succession.origin().equals(origin)) {
            succession = null;
        }
    }

    /** The chosen successor is in use now: from here on it counts as named, and the old master never again. */
    public void succeeded(Succession done) {
        name(new Named(done.node(), done.epoch()));
    }

    public Optional<Succession> succession() {
        return Optional.ofNullable(succession);
    }

    public Nomination nomination() {
        if (claims.isEmpty() && named == null) {
            return new Nomination.Nobody();
        }
        boolean anyNamed = claims.values().stream().anyMatch(c -> c.master().isPresent());
        return named == null || (!claims.isEmpty() && !anyNamed) ? new Nomination.ByRole() : named;
    }

    /**
     * The master that all origins agree on at a lower epoch than the one named: none of them stands by the latter any
     * more, not even in its last word before it was lost. Empty as long as one does, or while most cannot be heard.
     */
    public Optional<Named> startedOver() {
        Optional<Named> top = topClaimed();
        if (named == null || top.isEmpty() || top.get().epoch() >= named.epoch()) {
            return Optional.empty();
        }
        long masters = claims.values().stream()
                .map(TopologyClaim::master)
                .flatMap(Optional::stream)
                .distinct()
                .count();
        long heard = claims.keySet().stream().filter(o -> !lost.contains(o)).count();
        return masters == 1 && heard * 2 > claims.size() ? top : Optional.empty();
    }

    /** Follows a deployment that {@link #startedOver}. */
    public void startOver(Named from) {
        succession = null;
        name(from);
    }

    /** True while most of the origins can be heard that are known; also before any is known. */
    public boolean hearsMost() {
        Set<String> known = new HashSet<>(claims.keySet());
        known.addAll(lost);
        return known.isEmpty() || (known.size() - lost.size()) * 2 > known.size();
    }

    /** All nodes, mapped, the one named included. */
    public Set<NodeAddress> nodes() {
        List<TopologyClaim> heard =
                claims.values().stream().filter(c -> !lost.contains(c.origin())).toList();
        Set<NodeAddress> nodes = (heard.isEmpty() ? claims.values() : heard)
                .stream().flatMap(c -> c.nodes().stream()).collect(Collectors.toCollection(HashSet::new));
        if (named != null) {
            nodes.add(named.node());
        }
        return nodes;
    }

    private void name(Named next) {
        named = next;
        if (succession != null && succession.epoch() <= next.epoch()) {
            succession = null;
        }
    }

    private Optional<Named> topClaimed() {
        Map<Named, Integer> votes = new HashMap<>();
        Map<Named, Integer> age = new HashMap<>();
        int turn = 0;
        for (TopologyClaim claim : claims.values()) {
            if (claim.master().isPresent()) {
                Named candidate = new Named(claim.master().get(), claim.epoch());
                votes.merge(candidate, 1, Integer::sum);
                age.put(candidate, turn++);
            }
        }
        return votes.keySet().stream()
                .max(Comparator.comparingLong(Named::epoch)
                        .thenComparing(votes::get)
                        .thenComparing(age::get));
    }

    private TopologyClaim mapped(TopologyClaim claim) {
        Set<NodeAddress> nodes = claim.nodes().stream().map(mapper).collect(Collectors.toCollection(HashSet::new));
        Optional<NodeAddress> master = claim.master().map(mapper);
        master.ifPresent(nodes::add);
        return new TopologyClaim(claim.origin(), master, nodes, claim.epoch());
    }
}
