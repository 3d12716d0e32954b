package dev.redisrouter.core.node;

import dev.redisrouter.core.health.Health;
import dev.redisrouter.core.health.ReplicationPoint;
import dev.redisrouter.topology.Role;
import java.util.Optional;

/**
 * What is known of one node at one moment.
 *
 * @param point where it was in the stream of writes when it last answered; empty when it did not tell
 */
public record Member(Node node, Health health, Optional<ReplicationPoint> point) {

    /** True when nothing is to be concluded from this that was not from the other: only time or the offset went on. */
    public boolean tellsTheSameAs(Member other) {
        return node == other.node
                && health.equals(other.health)
                && point.map(ReplicationPoint::history).equals(other.point.map(ReplicationPoint::history));
    }

    boolean isUp(Role as) {
        return health.isUp(as);
    }
}
