package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.FailoverConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What happens while there is no master. */
final class FailoverOptions implements OptionGroup {

    @Option(
            names = "--start-timeout",
            paramLabel = "DURATION",
            description = "How long the start may take until a master is found; 10s by default.")
    private @Nullable Duration startTimeout;

    @Option(
            names = "--start-without-master",
            description = "Start all the same when none was found by then, and let writes wait.")
    private boolean startWithoutMaster;

    @Option(
            names = "--hold-timeout",
            paramLabel = "DURATION",
            description = "How long a write waits for a master before it fails with MASTERDOWN; 50s by default.")
    private @Nullable Duration holdTimeout;

    @Option(
            names = "--replay-idempotent-writes",
            description = "Send a write such as SET again when its connection was lost before the reply came;"
                    + " by default the client gets UNCERTAIN. A write of another client in between is overwritten.")
    private boolean replayIdempotentWrites;

    @Override
    public RouterConfig apply(RouterConfig config) {
        return config.failover(this::failover);
    }

    private FailoverConfig failover(FailoverConfig failover) {
        FailoverConfig changed =
                failover.startWithoutMaster(startWithoutMaster).replayIdempotentWrites(replayIdempotentWrites);
        changed = startTimeout == null ? changed : changed.startTimeout(startTimeout);
        return holdTimeout == null ? changed : changed.holdTimeout(holdTimeout);
    }
}
