package dev.redisrouter.core.session;

/** Where a client stands. In the phases that hold a pin, the client has a connection to the master of its own. */
public enum Phase {
    /** Has not said who it is, and must: only what leads in or out is answered. */
    UNAUTHENTICATED(false),
    /** Nothing special: commands travel on shared connections. Holds no pin, or one whose last replies are due. */
    OPEN(false),
    /** After {@code WATCH}: everything goes to the pin. */
    WATCHING(true),
    /** The pin of a watch was lost: the transaction to come must not succeed. */
    WATCH_LOST(false),
    /** Between {@code MULTI} and {@code EXEC}: everything goes to the pin, which queues it. */
    TRANSACTION(true),
    /** A transaction that cannot succeed any more: nothing is sent, and {@code EXEC} fails. */
    ABORTED(false),
    /** Subscribed or monitoring: the node speaks unasked, and the client's own commands go to the pin as well. */
    LISTENING(true),
    /** Listening, and after {@code WATCH}: this cannot be carried to another pin. */
    LISTENING_WATCHING(true),
    /** Listening, and between {@code MULTI} and {@code EXEC}: nor can this. */
    LISTENING_TRANSACTION(true);

    private final boolean pinned;

    Phase(boolean pinned) {
        this.pinned = pinned;
    }

    /** True when a client in this phase needs its pin for its next command. */
    public boolean pinned() {
        return pinned;
    }

    /** True while the node speaks unasked. */
    public boolean listening() {
        return this == LISTENING || this == LISTENING_WATCHING || this == LISTENING_TRANSACTION;
    }

    /** True while the node queues what the client sends. */
    public boolean queues() {
        return this == TRANSACTION || this == LISTENING_TRANSACTION;
    }

    /** The phase in which the node speaks unasked as well. */
    public Phase alsoListening() {
        return switch (this) {
            case WATCHING, LISTENING_WATCHING -> LISTENING_WATCHING;
            case TRANSACTION, LISTENING_TRANSACTION -> LISTENING_TRANSACTION;
            case UNAUTHENTICATED, OPEN, WATCH_LOST, ABORTED, LISTENING -> LISTENING;
        };
    }

    /** The phase after the pin was lost; one that listens waits for another pin, or its client is closed. */
    public Phase afterPinLost() {
        return switch (this) {
            case WATCHING, WATCH_LOST -> WATCH_LOST;
            case TRANSACTION, ABORTED -> ABORTED;
            case OPEN -> OPEN;
            case LISTENING, LISTENING_WATCHING, LISTENING_TRANSACTION -> this;
            case UNAUTHENTICATED -> UNAUTHENTICATED;
        };
    }
}
