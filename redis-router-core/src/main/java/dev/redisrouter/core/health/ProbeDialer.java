package dev.redisrouter.core.health;

import dev.redisrouter.topology.NodeAddress;
import java.util.concurrent.CompletionStage;

/** Opens connections for probes. Returns at once; the stage completes on any thread and does not fail. */
@FunctionalInterface
public interface ProbeDialer {

    CompletionStage<Dialed> dial(NodeAddress node);

    /** What came of it. */
    sealed interface Dialed {
        record Connected(ProbeConnection connection) implements Dialed {}

        record Failed(ProbeResult why) implements Dialed {}
    }
}
