package dev.redisrouter.core.command;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.core.resp.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All commands that the router knows, with the user's changes. Immutable, shared by all threads. */
public final class CommandTable {
    private static final CommandSpec UNKNOWN = CommandSpec.unknown("");

    private final CommandsConfig config;
    private final NameIndex commands;
    private final Set<String> ofServer;

    private CommandTable(CommandsConfig config, NameIndex commands, Set<String> ofServer) {
        this.config = config;
        this.commands = commands;
        this.ofServer = Set.copyOf(ofServer);
    }

    /** @throws dev.redisrouter.error.ConfigurationException if a command cannot be treated as configured */
    public static CommandTable of(CommandsConfig config) {
        return of(config, List.of());
    }

    /**
     * This table with the commands that it does not know and a server does. What it knows it knows better than any flag
     * says, and the user's changes win over both.
     *
     * @param reply a server's reply to {@code COMMAND}
     * @throws dev.redisrouter.error.ConfigurationException if a command turns out to be one that cannot be treated as
     *     configured
     */
    public CommandTable refined(List<?> reply) {
        return of(config, reply);
    }

    /** The names of the commands and subcommands that only the server knew, in upper case. */
    public Set<String> ofServer() {
        return ofServer;
    }

    private static CommandTable of(CommandsConfig config, List<?> reply) {
        Map<String, CommandSpec> specs = specs(config, reply);
        Map<String, CommandSpec> ofServer = ServerCommands.unknownTo(CommandFile.read(), reply);
        return new CommandTable(config, index(specs), ofServer.keySet());
    }

    /** Everything by name: the table, what only the server knows, and over both the user's changes. */
    static Map<String, CommandSpec> specs(CommandsConfig config, List<?> reply) {
        Map<String, CommandSpec> specs = CommandFile.read();
        specs.putAll(ServerCommands.unknownTo(specs, reply));
        new Overrides(specs).apply(config);
        return specs;
    }

    private static NameIndex index(Map<String, CommandSpec> specs) {
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
        return new NameIndex(specs);
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
