package dev.redisrouter.core.observe;

/** How a command travelled, as it stands in the tag {@code kind} of the metric {@code redis.router.commands}. */
public enum CommandKind {
    /** To a node that may serve reads. */
    READ("read"),
    /** To the master, because it writes, is not known to read, or the user says so. */
    WRITE("write"),
    /** Within {@code WATCH} or {@code MULTI} … {@code EXEC}. */
    TRANSACTION("transaction"),
    /** May wait on the node, such as {@code BLPOP}. */
    BLOCKING("blocking"),
    /** Changes what a client subscribes to. */
    SUBSCRIPTION("subscription"),
    /** Of the router's own accord, such as a handshake or a replayed {@code SELECT}. */
    INTERNAL("internal"),
    /** Answered by the router itself; no node sees it. */
    LOCAL("local");

    private final String tag;

    CommandKind(String tag) {
        this.tag = tag;
    }

    String tag() {
        return tag;
    }
}
