package dev.redisrouter.core.command;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.core.resp.Request;

/** Signatures only. */
public final class CommandTable {

    /** @throws dev.redisrouter.error.ConfigurationException if a command cannot be treated as configured */
    public static CommandTable of(CommandsConfig overrides) {
        throw new UnsupportedOperationException();
    }

    /** What the request's name (and subcommand) stands for, in any case; never null: unknown commands have one spec. */
    public CommandSpec lookup(Request request) {
        throw new UnsupportedOperationException();
    }
}
