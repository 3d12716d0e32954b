package dev.redisrouter.core.command;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The user's word on single commands, laid over the table. A container stands for all its subcommands, a subcommand's own
 * entry wins over its container's, and a refusal over everything. Names that the table does not know are taken as they
 * are, since a module may bring them.
 */
final class Overrides {
    private final Map<String, CommandSpec> specs;

    Overrides(Map<String, CommandSpec> specs) {
        this.specs = specs;
    }

    void apply(CommandsConfig config) {
        // Sorted, a container comes before its subcommands.
        TreeSet<String> placed = new TreeSet<>(config.masterOnly());
        placed.addAll(config.anyNode());
        for (String name : placed) {
            if (config.masterOnly().contains(name)) {
                change("commands.masterOnly", name, CommandSpec::onMaster);
            } else {
                change("commands.anyNode", name, CommandSpec::onAnyNode);
            }
        }
        for (String name : config.refused()) {
            change("commands.refused", name, CommandSpec::refused);
        }
    }

    private void change(String key, String name, UnaryOperator<CommandSpec> change) {
        int bar = name.indexOf('|');
        if (bar >= 0) {
            checkContainer(key, name, name.substring(0, bar));
        }
        for (String subcommand : subcommands(name)) {
            specs.computeIfPresent(subcommand, (known, spec) -> change.apply(spec));
        }
        specs.put(name, change.apply(specs.getOrDefault(name, CommandSpec.unknown(name))));
    }

    /** Without this check, {@code GET|X} would make another command of every GET of the key "x". */
    private void checkContainer(String key, String name, String container) {
        if (container.isEmpty() || name.endsWith("|")) {
            throw new ConfigurationException(key, name, "COMMAND or COMMAND|SUBCOMMAND");
        }
        CommandSpec known = specs.get(container);
        if (known == null) {
            specs.put(container, CommandSpec.unknown(container));
        } else if (!known.unknown() && subcommands(container).isEmpty()) {
            throw new ConfigurationException(key, name, container + " without a subcommand, for it has none");
        }
    }

    private List<String> subcommands(String container) {
        String prefix = container + "|";
        return specs.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
