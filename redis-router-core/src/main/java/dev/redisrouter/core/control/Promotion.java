package dev.redisrouter.core.control;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.node.Member;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replica that has turned into a master before our eyes, while the sources still name another. Only on the control thread.
 */
final class Promotion {
    /*
     * It is what a failover looks like whose leader cannot be heard: the other Sentinels learn of it a second or two
     * later, and what the old master is told until then is lost. A replica that somebody promotes by hand looks the
     * same; then the named master is used again after this time, unless Sentinel has demoted the other one before.
     */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private final NanoClock clock;
    private @Nullable NodeAddress node;
    private long until;

    Promotion(NanoClock clock) {
        this.clock = clock;
    }

    /** A master that comes back from silence was none before, as far as it is known: it is no promotion. */
    void look(Optional<Member> before, Member now) {
        boolean wasReplica = before.filter(member -> member.node() == now.node())
                .filter(member -> member.health().role() == Role.REPLICA)
                .isPresent();
        if (wasReplica && now.health().isUp(Role.MASTER)) {
            node = now.node().address();
            until = clock.nanos() + LONGEST.toNanos();
        }
    }

    /** The node that is to be waited for to be named; only as long as it calls itself master. */
    Optional<NodeAddress> unnamed() {
        return Optional.ofNullable(node).filter(promoted -> clock.nanos() < until);
    }
}
