package dev.redisrouter.core.command;

import dev.redisrouter.config.CommandsConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/commands.md} from the table. */
final class CommandPage {
    private static final String HEAD = """
            # Where each command goes

            Generated from the table of commands with the configuration as it is by default; do not edit it. What is not
            listed, and not told by the master's own `COMMAND`, goes to the master as a write of any key.

            *Any node* is one that serves reads and is known to hold what the client must see (`reads.policy`,
            `reads.consistency`). *Own connection* is one to the master that the client shares with nobody meanwhile. Within
            `WATCH`, and between `MULTI` and `EXEC`, everything goes to that connection.

            *Repeat* says what happens to a command that was sent and not answered when its connection was lost: a read is
            sent again, one marked *once* only once; a write marked *same* is sent again with
            `failover.replayIdempotentWrites` (*same, n*: with n arguments, its name included); everything else is answered
            `-UNCERTAIN`.

            | command | goes to | because | keys | repeat |
            |---|---|---|---|---|
            """;

    private CommandPage() {}

    static String text() {
        Map<String, CommandSpec> table = CommandFile.read();
        Map<String, CommandSpec> configured = CommandTable.specs(CommandsConfig.defaults(), List.of());
        return HEAD
                + table.values().stream()
                        .map(spec -> line(
                                configured.getOrDefault(spec.name(), spec),
                                spec.kind() == Kind.REFUSED,
                                isContainer(spec, table)))
                        .collect(Collectors.joining());
    }

    private static boolean isContainer(CommandSpec spec, Map<String, CommandSpec> table) {
        return table.keySet().stream().anyMatch(name -> name.startsWith(spec.name() + "|"));
    }

    private static String line(CommandSpec spec, boolean neverPossible, boolean container) {
        String refusal = neverPossible ? "nowhere: not supported" : "nowhere: refused";
        return "| `" + spec.name().replace('|', ' ') + "` | "
                + (spec.kind() == Kind.REFUSED ? refusal : Placement.where(spec)) + " | "
                + (spec.kind() == Kind.REFUSED ? whyRefused(neverPossible) : why(spec, container)) + " | "
                + keys(spec) + " | "
                + repeat(spec) + " |\n";
    }

    private static String whyRefused(boolean neverPossible) {
        return neverPossible
                ? "it would change the state of a connection that clients share"
                : "it ends, re-points or debugs a node, or is of Redis Cluster; `commands.allow` lets it through";
    }

    private static String why(CommandSpec spec, boolean container) {
        if (container && spec.keysUnknown()) {
            return "for subcommands that are not listed, which may do anything";
        }
        return Placement.why(spec);
    }

    private static String keys(CommandSpec spec) {
        String keys = Arrays.stream(spec.keys()).map(KeySpec::toString).collect(Collectors.joining(", "));
        return spec.anyKey() ? "any" : keys.isEmpty() ? "" : "`" + keys + "`";
    }

    private static String repeat(CommandSpec spec) {
        if (spec.repeatedOnce()) {
            return "once";
        }
        if (!spec.writes() || spec.kind() != Kind.WRITE) {
            return "";
        }
        for (int arguments = 1; arguments <= 8; arguments++) {
            if (spec.idempotent(arguments)) {
                return spec.idempotent(arguments + 1) ? "same" : "same, " + arguments;
            }
        }
        return "";
    }
}
