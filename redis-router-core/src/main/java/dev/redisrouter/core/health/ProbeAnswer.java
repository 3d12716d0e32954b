package dev.redisrouter.core.health;

import dev.redisrouter.core.server.ServerVersion;
import java.util.Optional;

/**
 * What a node answered to one probe.
 *
 * @param complaint the error to {@code PING}, such as {@code LOADING …}; empty for {@code PONG}
 * @param point empty when the node does not tell, which costs it reads that must miss nothing
 * @param runId names the process that answered, and no other ever; empty when the node does not tell
 * @param version which server it is; empty when the node does not tell
 */
public record ProbeAnswer(
        Optional<String> complaint,
        RoleReply role,
        Optional<ReplicationPoint> point,
        Optional<String> runId,
        Optional<ServerVersion> version) {}
