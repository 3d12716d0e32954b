package dev.redisrouter.core.session;

import dev.redisrouter.core.command.Kind;

/** All legal moves of a client. Pure and thread-safe; moves are made once, so asking allocates nothing. */
public final class SessionMachine {
    private static final Move[][] MOVES = allMoves();

    private SessionMachine() {}

    /** What a command of this kind does to a client in this phase. */
    public static Move move(Phase phase, Kind kind) {
        return MOVES[phase.ordinal()][kind.ordinal()];
    }

    private static Move[][] allMoves() {
        Move[][] moves = new Move[Phase.values().length][Kind.values().length];
        for (Phase phase : Phase.values()) {
            for (Kind kind : Kind.values()) {
                moves[phase.ordinal()][kind.ordinal()] = decide(phase, kind);
            }
        }
        return moves;
    }

    private static Move decide(Phase phase, Kind kind) {
        return switch (phase) {
            case OPEN, WATCH_LOST -> open(phase, kind);
            case WATCHING -> watching(kind);
            case TRANSACTION -> transaction(kind);
            case ABORTED -> aborted(kind);
            case RAW -> raw(kind);
        };
    }

    private static Move open(Phase phase, Kind kind) {
        boolean lost = phase == Phase.WATCH_LOST;
        return switch (kind) {
            case READ, WRITE, EVERYWHERE, SCAN, SCAN_KEYED -> new Move(Demand.SHARED, phase);
            case BLOCKING, BLOCKING_IF, WAIT -> new Move(Demand.BLOCK, phase);
            case WATCH -> lost ? new Move(Demand.OK, phase) : new Move(Demand.PIN, Phase.WATCHING);
            case MULTI -> lost ? new Move(Demand.OK, Phase.ABORTED) : new Move(Demand.PIN, Phase.TRANSACTION);
            case UNWATCH -> new Move(Demand.OK, Phase.OPEN);
            case EXEC, DISCARD -> new Move(Demand.NO_MULTI, phase);
            // UNSUBSCRIBE too: its answer names channels and counts, which a fresh connection gives as Redis does; and
            // after a lost watch none of them, since EXEC would pass unseen from then on
            case SUBSCRIBE, UNSUBSCRIBE, MONITOR ->
                lost ? new Move(Demand.UNSUPPORTED, phase) : new Move(Demand.RAW, Phase.RAW);
            case PING, ECHO, HELLO, AUTH, SELECT, CLIENT, ROUTER -> new Move(Demand.LOCAL, phase);
            case RESET, QUIT -> new Move(Demand.LOCAL, Phase.OPEN);
            case REFUSED -> new Move(Demand.REFUSE, phase);
        };
    }

    private static Move watching(Kind kind) {
        return switch (kind) {
            case READ, WRITE, EVERYWHERE, SCAN, SCAN_KEYED, WATCH, BLOCKING, BLOCKING_IF, WAIT ->
                new Move(Demand.PIN, Phase.WATCHING);
            case MULTI -> new Move(Demand.PIN, Phase.TRANSACTION);
            case UNWATCH -> new Move(Demand.PIN, Phase.OPEN);
            case EXEC, DISCARD -> new Move(Demand.NO_MULTI, Phase.WATCHING);
            case PING, ECHO, CLIENT, ROUTER -> new Move(Demand.LOCAL, Phase.WATCHING);
            case RESET, QUIT -> new Move(Demand.LOCAL, Phase.OPEN);
            case REFUSED -> new Move(Demand.REFUSE, Phase.WATCHING);
            // the pin would have to change its identity under the watch
            case HELLO, AUTH, SELECT, SUBSCRIBE, UNSUBSCRIBE, MONITOR -> new Move(Demand.UNSUPPORTED, Phase.WATCHING);
        };
    }

    private static Move transaction(Kind kind) {
        return switch (kind) {
            case EXEC, DISCARD -> new Move(Demand.PIN, Phase.OPEN);
            case RESET, QUIT -> new Move(Demand.LOCAL, Phase.OPEN);
            case REFUSED, ROUTER -> new Move(Demand.REFUSE, Phase.ABORTED);
            // executed at EXEC they would change the pin and not the session
            case HELLO, AUTH, SELECT, CLIENT, SUBSCRIBE, UNSUBSCRIBE, MONITOR ->
                new Move(Demand.UNSUPPORTED, Phase.ABORTED);
            case READ,
                    WRITE,
                    EVERYWHERE,
                    SCAN,
                    SCAN_KEYED,
                    PING,
                    ECHO,
                    MULTI,
                    WATCH,
                    UNWATCH,
                    BLOCKING,
                    BLOCKING_IF,
                    WAIT -> new Move(Demand.PIN, Phase.TRANSACTION);
        };
    }

    private static Move aborted(Kind kind) {
        Move queued = new Move(Demand.QUEUED, Phase.ABORTED);
        return switch (kind) {
            case EXEC -> new Move(Demand.EXEC_ABORT, Phase.OPEN);
            case DISCARD -> new Move(Demand.OK, Phase.OPEN);
            case RESET, QUIT -> new Move(Demand.LOCAL, Phase.OPEN);
            case READ, WRITE, EVERYWHERE, SCAN, SCAN_KEYED, PING, ECHO, HELLO, AUTH, SELECT, CLIENT, ROUTER, REFUSED ->
                queued;
            case MULTI, WATCH, UNWATCH, BLOCKING, BLOCKING_IF, WAIT, SUBSCRIBE, UNSUBSCRIBE, MONITOR -> queued;
        };
    }

    private static Move raw(Kind kind) {
        Move passed = new Move(Demand.RAW, Phase.RAW);
        return switch (kind) {
            case RESET -> new Move(Demand.LOCAL, Phase.OPEN);
            case REFUSED -> new Move(Demand.REFUSE, Phase.RAW);
            // the node answers QUIT behind all that it still has to say, and closes
            case READ, WRITE, EVERYWHERE, SCAN, SCAN_KEYED, PING, ECHO, HELLO, AUTH, SELECT, CLIENT, ROUTER, QUIT ->
                passed;
            case MULTI, EXEC, DISCARD, WATCH, UNWATCH, BLOCKING, BLOCKING_IF, WAIT -> passed;
            case SUBSCRIBE, UNSUBSCRIBE, MONITOR -> passed;
        };
    }
}
