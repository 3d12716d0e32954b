package dev.redisrouter.core.control;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.health.Observation;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.ReplicationPoint;
import dev.redisrouter.core.health.RoleReply;
import dev.redisrouter.core.node.Member;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.error.SwitchOverException;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One planned change of the master, from the hold to the new master or back to the old one. Only on the control thread. */
final class SwitchOver {
    /*
     * From the beginning on the old master is not used. When every event loop has taken that in, what was sent before may still
     * be executed; so the master's offset has to stand still for a moment. When all fit replicas have reached it, the source is
     * told to change the master. Whatever fails, and at the latest when the time is over, the old one is used again, if it is
     * still the master.
     */
    private static final Duration STILL = Duration.ofMillis(20);

    private final Node old;
    private final NanoClock clock;
    private final Supplier<CompletionStage<Void>> failOver;
    private final CompletableFuture<NodeAddress> result;
    private final Duration timeout;
    private final Runnable over;

    private final Set<Object> loopsHolding = new HashSet<>();
    private long heldVersion = Long.MAX_VALUE;
    /** Every event loop holds since then; 0 before. */
    private long heldSince;
    /** Where the master was last seen, and since when; -1 before. */
    private long offset = -1;

    private long offsetSince;
    /** When the newest answer with this offset was asked for. */
    private long offsetSeen;

    private @Nullable String history;
    private boolean told;
    private boolean ended;

    /**
     * @param failOver tells the source to change the master; the stage completes on the control thread
     * @param over called once, when commands for the master need not be held for this any more
     */
    SwitchOver(
            Node old,
            NanoClock clock,
            Supplier<CompletionStage<Void>> failOver,
            CompletableFuture<NodeAddress> result,
            Duration timeout,
            Runnable over) {
        this.old = old;
        this.clock = clock;
        this.failOver = failOver;
        this.result = result;
        this.timeout = timeout;
        this.over = over;
    }

    /** The master that is not to be used. */
    Node old() {
        return old;
    }

    /** The view with this version, and every later one, is without a master. */
    void holding(long version) {
        heldVersion = version;
    }

    /** An event loop uses this view from now on. */
    void viewed(Object loop, long version, int loops) {
        if (version >= heldVersion && heldSince == 0) {
            loopsHolding.add(loop);
            if (loopsHolding.size() == loops) {
                heldSince = clock.nanos();
            }
        }
    }

    void observed(Observation observation, Collection<Member> members) {
        if (told || ended || heldSince == 0 || !(observation.result() instanceof ProbeResult.Answered answered)) {
            return;
        }
        boolean ofMaster = observation.node().equals(old.address())
                && answered.answer().role() instanceof RoleReply.Master
                && observation.askedAt() > heldSince;
        if (ofMaster) {
            answered.answer().point().ifPresent(point -> masterAt(point, observation.askedAt()));
        }
        boolean still = offset >= 0 && offsetSeen - offsetSince >= STILL.toNanos();
        if (still && caughtUp(members)) {
            told = true;
            failOver.get().whenComplete((accepted, error) -> {
                if (error != null) {
                    failed("the source refused to change the master: " + error.getMessage(), error);
                }
            });
        }
    }

    private void masterAt(ReplicationPoint point, long askedAt) {
        if (point.offset() != offset || !point.history().equals(history)) {
            offset = point.offset();
            history = point.history();
            // it may have gone on until the answer was here
            offsetSince = clock.nanos();
        }
        offsetSeen = askedAt;
    }

    private boolean caughtUp(Collection<Member> members) {
        List<Member> fit = fit(members);
        return !fit.isEmpty()
                && fit.stream()
                        .allMatch(member -> member.point()
                                .filter(point -> point.history().equals(history) && point.offset() >= offset)
                                .isPresent());
    }

    private List<Member> fit(Collection<Member> members) {
        return members.stream()
                .filter(member -> member.node() != old && member.health().role() == Role.REPLICA)
                // one that missed a probe may be promoted all the same
                .filter(member -> member.health().state() == NodeState.UP
                        || member.health().state() == NodeState.SUSPECT)
                .toList();
    }

    /** Another master is in use. */
    void succeeded(NodeAddress master) {
        if (!ended) {
            ended = true;
            over.run();
            result.complete(master);
        }
    }

    /** The time is over. */
    void timedOut() {
        String step = heldSince == 0
                ? "not every event loop held its commands"
                : !told ? "the replicas did not catch up with " + old : "no other master came into use";
        failed(step + " within " + timeout.toMillis() + " ms", null);
    }

    /** The router is closing. */
    void cancelled() {
        failed("the router is closing", null);
    }

    private void failed(String reason, @Nullable Throwable cause) {
        if (!ended) {
            ended = true;
            over.run();
            result.completeExceptionally(
                    cause == null ? new SwitchOverException(reason) : new SwitchOverException(reason, cause));
        }
    }
}
