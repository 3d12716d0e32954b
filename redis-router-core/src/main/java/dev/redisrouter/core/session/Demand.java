package dev.redisrouter.core.session;

/** What a command needs to be answered. */
public enum Demand {
    /** A shared connection to the master, or to any node if the command allows it. */
    SHARED,
    /** The client's pin, taken now if it has none. */
    PIN,
    /** The pin that the client has; the node's reply says what the whole transaction changes in the session. */
    PIN_EXEC,
    /** The pin that the client has; when the node has executed the command, the session follows. */
    PIN_CHANGE,
    /** A pin for this command alone, which may wait on it for long. */
    BLOCK,
    /** The client's pin, on which the node speaks unasked from now on. */
    LISTEN,
    /** As {@link #LISTEN}, once everything before it is answered: what the client listens to decides what follows. */
    LISTEN_STILL,
    /** The client's pin, on which it is told what has become invalid in its cache. */
    TRACK,
    /** The router's own answer. */
    LOCAL,
    /** {@code +QUEUED} from the router, since the transaction cannot succeed any more. */
    QUEUED,
    /** {@code +OK} from the router. */
    OK,
    /** {@code -EXECABORT} from the router. */
    EXEC_ABORT,
    /** {@code -ERR … without MULTI} from the router. */
    NO_MULTI,
    /** {@code -NOAUTH} from the router. */
    NO_AUTH,
    /** The error for a command that is refused by configuration. */
    REFUSE,
    /** The error for a command that the router does not support. */
    UNSUPPORTED
}
