package dev.redisrouter.core.journey;

/** What a client waits for before its next command is looked at. */
enum Stall {
    /** Nothing: it is read on. */
    NONE,
    /** All its replies: the next command changes where the following ones go. */
    QUIET,
    /** Replies from other nodes than the master: a write must not overtake a read before it. */
    READS,
    /** Replies to writes on a connection that is no longer the master's: they may have to be sent again before. */
    WRITES,
    /** The end of a large reply: what follows could come before it, and would have to be kept meanwhile. */
    LARGE_REPLY,
    /** Fewer outstanding replies. */
    DEPTH,
    /** Its own reading of replies. */
    OUTPUT,
    /** Something else that will call {@link Client#resumeLater}: room on a connection, a handshake, a master. */
    CALL
}
