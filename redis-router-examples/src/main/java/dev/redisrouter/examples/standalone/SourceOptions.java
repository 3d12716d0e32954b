package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.topology.NodeAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the topology comes from: exactly one of the two is given. */
final class SourceOptions {

    @ArgGroup(exclusive = false)
    private @Nullable Sentinels sentinels;

    @Option(
            names = "--node",
            arity = "1..*",
            paramLabel = "HOST:PORT",
            description = "Nodes without Sentinel, told apart by ROLE. While two call themselves master, writes wait.")
    private @Nullable List<NodeAddress> nodes;

    /** Some or all of the Sentinels; they know the others. */
    static final class Sentinels {
        @Option(
                names = "--sentinel",
                arity = "1..*",
                required = true,
                paramLabel = "HOST:PORT",
                description = "Sentinels to ask; one is enough while it answers, the others are found through it.")
        private List<NodeAddress> addresses;

        @Option(
                names = "--master",
                paramLabel = "NAME",
                description = "The name in 'sentinel monitor NAME ...'; mymaster by default.")
        private String masterName = "mymaster";
    }

    RouterConfig config() {
        return sentinels != null
                ? RouterConfig.of(SentinelConfig.of(sentinels.addresses, sentinels.masterName))
                : RouterConfig.of(new SourceConfig.StaticNodes(nodes == null ? List.of() : nodes));
    }
}
