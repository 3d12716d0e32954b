package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.DurabilityConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which writes are answered only when replicas have them. */
final class DurabilityOptions implements OptionGroup {

    @Option(names = "--durable", description = "All writes.")
    private boolean all;

    @Option(
            names = "--durable-prefix",
            paramLabel = "PREFIX",
            description = "Writes to keys that begin so. Can be given several times.")
    private List<String> prefixes = new ArrayList<>();

    @Option(
            names = "--durable-command",
            paramLabel = "NAME",
            description = "Writes of this command. Can be given several times.")
    private List<String> commands = new ArrayList<>();

    @Option(
            names = "--durable-replicas",
            paramLabel = "N",
            description =
                    "How many replicas must have such a write; as many as make a majority of the nodes by default.")
    private @Nullable Integer replicas;

    @Option(
            names = "--durable-timeout",
            paramLabel = "DURATION",
            description = "How long they may take before the client gets UNCERTAIN; 1s by default.")
    private @Nullable Duration timeout;

    @Override
    public RouterConfig apply(RouterConfig config) {
        return config.durability(this::durability);
    }

    private DurabilityConfig durability(DurabilityConfig durability) {
        DurabilityConfig changed = durability
                .allWrites(all)
                .keyPrefixes(prefixes.toArray(String[]::new))
                .commands(commands.toArray(String[]::new));
        changed = replicas == null ? changed : changed.replicas(replicas);
        return timeout == null ? changed : changed.timeout(timeout);
    }
}
