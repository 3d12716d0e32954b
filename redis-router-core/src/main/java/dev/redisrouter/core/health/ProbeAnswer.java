package dev.redisrouter.core.health;

import java.util.Optional;

/**
 * What a node answered to one probe.
 *
 * @param complaint the error to {@code PING}, such as {@code LOADING …}; empty for {@code PONG}
 * @param point empty when the node does not tell, which costs it reads that must miss nothing
 */
public record ProbeAnswer(Optional<String> complaint, RoleReply role, Optional<ReplicationPoint> point) {}
