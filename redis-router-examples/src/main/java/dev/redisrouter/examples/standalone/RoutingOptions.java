package dev.redisrouter.examples.standalone;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.config.ReadsConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which node gets what. */
final class RoutingOptions implements OptionGroup {

    @Option(
            names = "--master-only",
            arity = "1..*",
            paramLabel = "CMD",
            description = "Commands for the master though they read, such as GET or 'OBJECT|ENCODING'.")
    private List<String> masterOnly = List.of();

    @Option(
            names = "--any-node",
            arity = "1..*",
            paramLabel = "CMD",
            description = "Commands for any node though they are not known to read, such as those of a module.")
    private List<String> anyNode = List.of();

    @Option(
            names = "--refuse",
            arity = "1..*",
            paramLabel = "CMD",
            description = "Commands to refuse, beside SHUTDOWN, REPLICAOF and their like.")
    private List<String> refuse = List.of();

    @Option(
            names = "--read-policy",
            paramLabel = "POLICY",
            description = "Nodes that serve reads: all (default), replicas, replicas-preferred, master.")
    private @Nullable ReadPolicy policy;

    @Option(
            names = "--consistency",
            paramLabel = "LEVEL",
            description = "read-your-writes (default): a read sees every acknowledged write to its keys;"
                    + " eventual: it may miss what a replica has not received; master: the master serves it.")
    private @Nullable Consistency consistency;

    @Option(
            names = "--max-staleness",
            paramLabel = "DURATION",
            description = "No reads for a replica that is further behind, such as 2s; no bound by default.")
    private @Nullable Duration maxStaleness;

    @Option(
            names = "--picker",
            paramLabel = "PICKER",
            description = "Which of these nodes is next: round-robin (default), least-outstanding, latency,"
                    + " key-hash (the same node for the same key).")
    private PickerName picker = PickerName.ROUND_ROBIN;

    @Override
    public RouterConfig apply(RouterConfig config) {
        return config.commands(commands -> commands.masterOnly(masterOnly.toArray(String[]::new))
                        .anyNode(anyNode.toArray(String[]::new))
                        .refuse(refuse.toArray(String[]::new)))
                .reads(this::reads);
    }

    private ReadsConfig reads(ReadsConfig reads) {
        ReadsConfig changed = reads.picker(picker.picker());
        changed = policy == null ? changed : changed.policy(policy);
        changed = consistency == null ? changed : changed.consistency(consistency);
        return maxStaleness == null ? changed : changed.maxStaleness(maxStaleness);
    }
}
