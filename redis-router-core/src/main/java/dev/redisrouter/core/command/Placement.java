package dev.redisrouter.core.command;

/** Says in words where a command goes by its kind, and why. Pure. */
public final class Placement {
    private Placement() {}

    /** True for what goes to a node whenever it is asked, and is not first of all the router's own to answer. */
    public static boolean goesToNode(CommandSpec spec) {
        return switch (spec.kind()) {
            case PING, ECHO, QUIT, RESET, CLIENT, ROUTER, HELLO, AUTH, SELECT, REFUSED -> false;
            case READ,
                    SCAN,
                    SCAN_KEYED,
                    WRITE,
                    EVERYWHERE,
                    MULTI,
                    EXEC,
                    DISCARD,
                    WATCH,
                    UNWATCH,
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    MONITOR,
                    TRACKING,
                    BLOCKING,
                    BLOCKING_IF,
                    WAIT -> true;
        };
    }

    /** Where it goes. */
    public static String where(CommandSpec spec) {
        return switch (spec.kind()) {
            case READ -> "any node";
            case SCAN, SCAN_KEYED -> "any node; goes on where it began";
            case BLOCKING_IF ->
                spec.anyNode() ? "any node; own connection with `BLOCK`" : "master; own connection with `BLOCK`";
            case WRITE -> "master";
            case EVERYWHERE -> "master and all other nodes";
            case PING, ECHO, QUIT, RESET, CLIENT, ROUTER -> "the router";
            case HELLO, AUTH, SELECT -> "the router, which asks a node";
            case MULTI, EXEC, DISCARD, WATCH, UNWATCH, SUBSCRIBE, UNSUBSCRIBE, MONITOR, TRACKING, BLOCKING, WAIT ->
                "own connection";
            case REFUSED -> "nowhere: refused";
        };
    }

    /** Why it goes there. */
    public static String why(CommandSpec spec) {
        return switch (spec.kind()) {
            case READ -> spec.readsKeyspace() ? "reads keys that it does not name" : reads(spec);
            case SCAN, SCAN_KEYED -> "only the process that gave a cursor understands it";
            case WRITE -> whyMaster(spec);
            case EVERYWHERE -> "each node keeps scripts for itself; the master's reply counts";
            case PING, ECHO, QUIT, RESET, CLIENT, ROUTER -> "it is about the client's own connection";
            case HELLO, AUTH, SELECT -> "the client's further commands travel with other connections";
            case MULTI, EXEC, DISCARD, WATCH, UNWATCH -> "the connection's state is the transaction";
            case SUBSCRIBE, UNSUBSCRIBE, MONITOR, TRACKING -> "the node speaks without being asked";
            case BLOCKING, BLOCKING_IF -> "it may keep its connection waiting";
            case WAIT -> "it speaks for what its connection sent";
            case REFUSED -> "it ends, re-points or debugs a node, or is of Redis Cluster";
        };
    }

    private static String reads(CommandSpec spec) {
        return spec.keys().length > 0 ? "reads" : "tells of the node that answers, or of Redis";
    }

    private static String whyMaster(CommandSpec spec) {
        if (spec.unknown()) {
            return "is not known, and so may write any key";
        }
        if (spec.keysUnknown()) {
            return "may write keys that it does not name";
        }
        if (spec.writes()) {
            return "writes";
        }
        boolean namesKeys = spec.anyKey() || spec.keys().length > 0;
        return namesKeys
                ? "reads what each node has for itself"
                : "is not about keys: the master stands for all nodes, and subscribers are there";
    }
}
