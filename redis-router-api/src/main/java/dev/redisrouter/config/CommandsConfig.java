package dev.redisrouter.config;

import dev.redisrouter.error.ConfigurationException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where commands go when that should differ from their kind. Names are case-insensitive; a subcommand is written
 * {@code CONFIG|GET}.
 *
 * @param masterOnly always to the master, though they read
 * @param anyNode to any node that may serve reads, though they are not known to read; at the user's own risk, since a
 *     replica refuses writes
 * @param refused answered with an error and never sent; by default the commands that end, re-point or debug a node
 */
public record CommandsConfig(Set<String> masterOnly, Set<String> anyNode, Set<String> refused) {

    private static final Set<String> REFUSED_BY_DEFAULT = Set.of(
            "SHUTDOWN",
            "REPLICAOF",
            "SLAVEOF",
            "FAILOVER",
            "DEBUG",
            "SYNC",
            "PSYNC",
            "REPLCONF",
            "MIGRATE",
            "CLUSTER",
            "READONLY",
            "READWRITE",
            "ASKING",
            "MODULE",
            "PFDEBUG",
            "PFSELFTEST",
            "RESTORE-ASKING");

    public CommandsConfig {
        masterOnly = upper("commands.masterOnly", masterOnly);
        anyNode = upper("commands.anyNode", anyNode);
        refused = upper("commands.refused", refused);
        for (String name : anyNode) {
            if (masterOnly.contains(name)) {
                throw new ConfigurationException("commands.anyNode", name, "not in commands.masterOnly as well");
            }
        }
    }

    public static CommandsConfig defaults() {
        return new CommandsConfig(Set.of(), Set.of(), REFUSED_BY_DEFAULT);
    }

    /** Adds commands that always go to the master. */
    public CommandsConfig masterOnly(String... names) {
        return new CommandsConfig(plus(masterOnly, names), anyNode, refused);
    }

    /** Adds commands that may go to any node that serves reads. */
    public CommandsConfig anyNode(String... names) {
        return new CommandsConfig(masterOnly, plus(anyNode, names), refused);
    }

    /** Adds commands to refuse. */
    public CommandsConfig refuse(String... names) {
        return new CommandsConfig(masterOnly, anyNode, plus(refused, names));
    }

    /** Takes commands off the list of refused ones. */
    public CommandsConfig allow(String... names) {
        Set<String> changed = new HashSet<>(refused);
        for (String name : names) {
            changed.remove(name.toUpperCase(Locale.ROOT));
        }
        return new CommandsConfig(masterOnly, anyNode, changed);
    }

    private static Set<String> plus(Set<String> names, String... more) {
        Set<String> changed = new HashSet<>(names);
        changed.addAll(Arrays.asList(more));
        return changed;
    }

    private static Set<String> upper(String key, Set<String> names) {
        Set<String> upper = new HashSet<>();
        for (String name : names) {
            Check.notBlank(key, name, "the name of a command");
            upper.add(name.toUpperCase(Locale.ROOT));
        }
        return Set.copyOf(upper);
    }
}
