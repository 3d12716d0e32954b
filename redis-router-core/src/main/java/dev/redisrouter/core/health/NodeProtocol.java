package dev.redisrouter.core.health;

import dev.redisrouter.core.server.ServerVersion;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the replies of a data node mean. The facts, from Redis 7.0 ({@code replication.c}, {@code server.c}) and tried on
 * it:
 *
 * <ul>
 *   <li>{@code ROLE} of a master: {@code ["master", offset, [[ip, port, offset]…]]}; of a replica: {@code ["slave", ip,
 *       port, link, offset]} with link one of {@code none connect connecting handshake sync connected}; of a Sentinel:
 *       {@code ["sentinel", …]}. It is answered while loading, where {@code PING} is refused with {@code -LOADING}.
 *   <li>With {@code replica-serve-stale-data no} a replica without its link answers {@code PING} with {@code
 *       -MASTERDOWN}.
 *   <li>{@code INFO replication} has {@code master_replid}, the id of the history; the same on a master and on all
 *       replicas that follow it, also through another replica. {@code master_repl_offset} is what a master has
 *       executed, {@code slave_repl_offset} what a replica has applied. {@code master_replid2} is the history that this
 *       one continues, as it does behind a promotion and on replicas that could go on from where they were; it holds up
 *       to, and without, {@code second_repl_offset}. Without one they are zeros and -1.
 *   <li>{@code INFO server} has {@code run_id}, made up anew by each process at its start, and {@code redis_version}.
 *       Valkey has {@code valkey_version} as well, and gives the version of Redis that it began as.
 *   <li>A master that cannot persist answers {@code PING} with {@code -MISCONF}, and so it answers writes; it is a
 *       master all the same.
 * </ul>
 */
final class NodeProtocol {
    private static final String HISTORY = "master_replid:";
    private static final String EXECUTED = "master_repl_offset:";
    private static final String APPLIED = "slave_repl_offset:";
    private static final String FORMER = "master_replid2:";
    private static final String FORMER_END = "second_repl_offset:";
    private static final String RUN_ID = "run_id:";
    private static final String REDIS_VERSION = "redis_version:";
    private static final String VALKEY_VERSION = "valkey_version:";

    private NodeProtocol() {}

    /** True for an error to {@code PING} that only says that writes will be refused, as the client is to learn itself. */
    static boolean isHarmless(String complaint) {
        return complaint.startsWith("MISCONF");
    }

    static RoleReply role(List<?> reply) {
        String kind = reply.isEmpty() ? "nothing" : String.valueOf(reply.get(0));
        if (kind.equals("master")) {
            return new RoleReply.Master();
        }
        if (kind.equals("slave") && reply.size() >= 4) {
            try {
                NodeAddress master =
                        new NodeAddress(String.valueOf(reply.get(1)), Integer.parseInt(String.valueOf(reply.get(2))));
                return new RoleReply.Replica(master, link(String.valueOf(reply.get(3))));
            } catch (ConfigurationException | NumberFormatException e) {
                return new RoleReply.NotTold("ROLE: " + reply + " (expected: the address of a master)");
            }
        }
        return new RoleReply.NotTold("ROLE: " + kind + " (expected: master or slave)");
    }

    private static ReplicaLink link(String word) {
        return switch (word) {
            case "connected" -> ReplicaLink.CONNECTED;
            case "connect", "connecting", "handshake" -> ReplicaLink.SEARCHING;
            default -> ReplicaLink.SYNCING;
        };
    }

    /** @param info the reply to {@code INFO replication} */
    static Optional<ReplicationPoint> point(String info) {
        String history = field(info, HISTORY);
        String offset = field(info, APPLIED);
        if (offset == null) {
            offset = field(info, EXECUTED);
        }
        if (history == null || offset == null) {
            return Optional.empty();
        }
        String former = field(info, FORMER);
        String formerEnd = field(info, FORMER_END);
        try {
            long reached = Long.parseLong(offset);
            long end = formerEnd == null ? -1 : Long.parseLong(formerEnd);
            return Optional.of(
                    former == null || end < 0
                            ? new ReplicationPoint(history, reached)
                            : new ReplicationPoint(history, reached, former, Math.min(end - 1, reached)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** @param info the reply to {@code INFO server} */
    static Optional<String> runId(String info) {
        return Optional.ofNullable(field(info, RUN_ID));
    }

    /** @param info the reply to {@code INFO server} */
    static Optional<ServerVersion> version(String info) {
        String ofValkey = field(info, VALKEY_VERSION);
        String ofRedis = field(info, REDIS_VERSION);
        return ofValkey != null
                ? ServerVersion.of(true, ofValkey)
                : Optional.ofNullable(ofRedis).flatMap(version -> ServerVersion.of(false, version));
    }

    private static @Nullable String field(String info, String name) {
        int start = info.startsWith(name) ? 0 : info.indexOf("\n" + name) + 1;
        if (start == 0 && !info.startsWith(name)) {
            return null;
        }
        int end = start + name.length();
        while (end < info.length() && info.charAt(end) > ' ') {
            end++;
        }
        return info.substring(start + name.length(), end);
    }
}
