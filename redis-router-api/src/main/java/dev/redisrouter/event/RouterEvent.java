package dev.redisrouter.event;

import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One transition of the router. {@link #text()} is how it stands in the log: a stable name and stable
 * {@code key=value} fields, never a payload or a secret.
 */
public sealed interface RouterEvent {

    /** When it happened, by the router's wall clock. */
    Instant at();

    /** The stable name and fields, such as {@code node-state node=h1:6379 from=UP to=DOWN reason="…"}. */
    String text();

    /** A node became known. */
    record NodeAdded(Instant at, NodeAddress node) implements RouterEvent {
        @Override
        public String text() {
            return "node-added node=" + node;
        }
    }

    /** A node is no longer part of the deployment; its connections are drained and closed. */
    record NodeRemoved(Instant at, NodeAddress node) implements RouterEvent {
        @Override
        public String text() {
            return "node-removed node=" + node;
        }
    }

    /** The probes changed their opinion of a node. */
    record NodeStateChanged(Instant at, NodeAddress node, NodeState from, NodeState to, String reason)
            implements RouterEvent {
        @Override
        public String text() {
            return "node-state node=" + node + " from=" + from + " to=" + to + " reason=\"" + reason + '"';
        }
    }

    /** A node said another role than before. */
    record NodeRoleChanged(Instant at, NodeAddress node, Role from, Role to) implements RouterEvent {
        @Override
        public String text() {
            return "node-role node=" + node + " from=" + from + " to=" + to;
        }
    }

    /**
     * There is no master in use from now on: commands for it are held.
     *
     * @param last the node that was in use until now; empty when there was none yet
     */
    record MasterLost(Instant at, Optional<NodeAddress> last, String reason) implements RouterEvent {
        @Override
        public String text() {
            return "master-lost node=" + name(last) + " reason=\"" + reason + '"';
        }
    }

    /**
     * A master is in use from now on.
     *
     * @param previous the node that was in use before it, possibly the same; empty for the first master
     * @param without how long there was no master in use; zero for the first master
     */
    record MasterInUse(Instant at, NodeAddress node, Optional<NodeAddress> previous, long epoch, Duration without)
            implements RouterEvent {
        @Override
        public String text() {
            return "master-in-use node=" + node + " previous=" + name(previous) + " epoch=" + epoch + " without-ms="
                    + without.toMillis();
        }
    }

    /**
     * Traffic goes on after a change of the master; published once for each, as soon as nothing waits for a master any more and
     * a write was answered, or at the next change at the latest.
     *
     * @param timeline as far as it is known now; {@link dev.redisrouter.RedisRouter#failovers} also tells what follows
     */
    record FailoverEnded(Instant at, FailoverTimeline timeline) implements RouterEvent {
        @Override
        public String text() {
            return "failover-ended " + timeline.text();
        }
    }

    /** Several nodes call themselves master, and nothing tells which is right: writes are held until one gives way. */
    record MasterConflict(Instant at, List<NodeAddress> nodes) implements RouterEvent {
        public MasterConflict {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String text() {
            return "master-conflict nodes=" + nodes;
        }
    }

    /** A subscription to a topology source, such as one Sentinel, works. */
    record SourceConnected(Instant at, String source) implements RouterEvent {
        @Override
        public String text() {
            return "source-connected source=" + source;
        }
    }

    /** A subscription to a topology source is lost; the router goes on with the others and with its last view. */
    record SourceLost(Instant at, String source, String reason) implements RouterEvent {
        @Override
        public String text() {
            return "source-lost source=" + source + " reason=\"" + reason + '"';
        }
    }

    /** A topology source reported something that the router acts on, such as {@code +switch-master}. */
    record SourceReported(Instant at, String source, String what) implements RouterEvent {
        @Override
        public String text() {
            return "source-reported source=" + source + " what=\"" + what + '"';
        }
    }

    private static String name(Optional<NodeAddress> node) {
        return node.map(NodeAddress::toString).orElse("none");
    }
}
