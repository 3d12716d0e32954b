package dev.redisrouter.core.command;

/** How a command walks through the router. The kinds that touch the session have their code in the session machine. */
public enum Kind {
    /** Changes nothing and needs nothing of its connection: any node that serves reads. */
    READ,
    /** Everything else that needs nothing of its connection, unknown commands and scripts included: the master. */
    WRITE,

    /** To the master, whose reply counts, and to the other nodes too: what each node keeps for itself, as SCRIPT LOAD. */
    EVERYWHERE,

    PING,
    ECHO,
    QUIT,
    RESET,
    HELLO,
    AUTH,
    SELECT,
    /** CLIENT with any subcommand. */
    CLIENT,

    /** CLIENT TRACKING, after which the node speaks unasked. */
    TRACKING,

    MULTI,
    EXEC,
    DISCARD,
    WATCH,
    UNWATCH,

    /** SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE. */
    SUBSCRIBE,
    /** UNSUBSCRIBE, PUNSUBSCRIBE, SUNSUBSCRIBE. */
    UNSUBSCRIBE,
    MONITOR,

    /** May keep its connection waiting whatever its arguments are: BLPOP and the like. */
    BLOCKING,
    /** Keeps its connection waiting only if it has the argument BLOCK: XREAD and XREADGROUP. */
    BLOCKING_IF,
    /** WAIT and WAITAOF, which speak for what their own connection sent. */
    WAIT,

    /** SCAN: its cursor means something to one node only. */
    SCAN,
    /** HSCAN, SSCAN, ZSCAN: a cursor of one node too, within a key. */
    SCAN_KEYED,

    /** Answered with an error and never sent. */
    REFUSED,
    /** ROUTER, the router's own command. */
    ROUTER;

    /** True when {@code MULTI} has it wait for {@code EXEC}; the others it executes or refuses at once. */
    public boolean queued() {
        return switch (this) {
            case MULTI, EXEC, DISCARD, WATCH, QUIT, RESET -> false;
            default -> true;
        };
    }
}
