package dev.redisrouter.core.command;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.core.resp.Request;
import java.util.HashMap;
import java.util.Map;

/** All commands that the router knows, with the user's changes. Immutable, made once at start, shared by all threads. */
public final class CommandTable {
    private static final CommandSpec UNKNOWN = CommandSpec.unknown("");

    private final NameIndex commands;

    private CommandTable(NameIndex commands) {
        this.commands = commands;
    }

    /** @throws dev.redisrouter.error.ConfigurationException if a command cannot be treated as configured */
    public static CommandTable of(CommandsConfig config) {
        Map<String, CommandSpec> specs = CommandFile.read();
        new Overrides(specs).apply(config);
        Map<String, Map<String, CommandSpec>> bySubcommand = new HashMap<>();
        specs.forEach((name, spec) -> {
            int bar = name.indexOf('|');
            if (bar >= 0) {
                bySubcommand
                        .computeIfAbsent(name.substring(0, bar), container -> new HashMap<>())
                        .put(name.substring(bar + 1), spec);
            }
        });
        bySubcommand.forEach((container, subcommands) ->
                specs.computeIfPresent(container, (name, spec) -> spec.withSubcommands(subcommands)));
        specs.keySet().removeIf(name -> name.indexOf('|') >= 0);
        return new CommandTable(new NameIndex(specs));
    }

    /**
     * What the request's name stands for, or name and subcommand, in any case. Never null: an unknown command has a spec
     * too, an unknown subcommand has its container's.
     */
    public CommandSpec lookup(Request request) {
        CommandSpec spec = commands.find(request.frame(), request.argumentOffset(0), request.argumentLength(0));
        if (spec == null) {
            return UNKNOWN;
        }
        if (!spec.hasSubcommands() || request.argumentCount() < 2) {
            return spec;
        }
        return spec.subcommand(request.frame(), request.argumentOffset(1), request.argumentLength(1));
    }
}
