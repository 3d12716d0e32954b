package dev.redisrouter.core.health;

import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;

/**
 * What the probes say of one node so far.
 *
 * @param role the role that the node itself last confirmed
 * @param complete a replica that was synchronised on this connection and has not begun a new copy since: it holds
 *     everything up to the moment when it last heard of its master
 * @param misses probes missed in a row
 * @param reason why it is in this state, in words that stay the same while nothing changes
 */
public record Health(NodeState state, Role role, boolean complete, int misses, String reason) {

    /** Known, and not asked yet. */
    public static final Health UNKNOWN = new Health(NodeState.UNKNOWN, Role.UNKNOWN, false, 0, "not asked yet");

    /** What is to be thought of the node after one more result. */
    public Health after(ProbeResult result, int failuresToDown) {
        if (result instanceof ProbeResult.Answered answered) {
            return afterAnswer(answered.answer());
        }
        if (result instanceof ProbeResult.Missed missed) {
            return afterMiss(missed.reason(), misses + 1, failuresToDown);
        }
        if (result instanceof ProbeResult.Unreachable unreachable) {
            return afterMiss(unreachable.reason(), failuresToDown, failuresToDown);
        }
        if (result instanceof ProbeResult.Rejected rejected) {
            return new Health(NodeState.NOT_READY, role, false, 0, rejected.reason());
        }
        // Lost: the reconnect tells more within a moment. Only what is known of the process's data ends with it.
        return new Health(state, role, false, misses, reason);
    }

    /** True for a master, or a replica, that may be used as such. */
    public boolean isUp(Role as) {
        return state == NodeState.UP && role == as;
    }

    /** A replica that lost its master but none of its data. */
    public boolean isAdrift() {
        return state == NodeState.NOT_READY && role == Role.REPLICA && complete;
    }

    private Health afterAnswer(ProbeAnswer answer) {
        boolean complains = answer.complaint().isPresent()
                && !NodeProtocol.isHarmless(answer.complaint().get());
        if (answer.role() instanceof RoleReply.NotTold notTold) {
            return new Health(
                    NodeState.NOT_READY, role, false, 0, answer.complaint().orElse(notTold.reason()));
        }
        Role told = answer.role() instanceof RoleReply.Master ? Role.MASTER : Role.REPLICA;
        if (complains) {
            return new Health(
                    NodeState.NOT_READY, told, false, 0, answer.complaint().get());
        }
        if (answer.role() instanceof RoleReply.Replica replica) {
            return afterReplica(replica);
        }
        return new Health(NodeState.UP, told, false, 0, "answers as master");
    }

    private Health afterReplica(RoleReply.Replica replica) {
        return switch (replica.link()) {
            case CONNECTED -> new Health(NodeState.UP, Role.REPLICA, true, 0, "follows " + replica.master());
            case SEARCHING ->
                new Health(NodeState.NOT_READY, Role.REPLICA, complete, 0, "looks for its master " + replica.master());
            case SYNCING ->
                new Health(
                        NodeState.NOT_READY, Role.REPLICA, false, 0, "receives a full copy from " + replica.master());
        };
    }

    /** Only a node that was fit may be suspect, since a suspect one still serves when there is no other. */
    private Health afterMiss(String why, int missed, int failuresToDown) {
        if (missed >= failuresToDown) {
            return new Health(NodeState.DOWN, role, false, missed, why);
        }
        return switch (state) {
            case UP, SUSPECT -> new Health(NodeState.SUSPECT, role, complete, missed, why);
            case UNKNOWN, NOT_READY, DOWN -> new Health(state, role, complete, missed, reason);
        };
    }
}
