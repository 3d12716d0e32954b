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
            case UNAUTHENTICATED -> unauthenticated(kind);
            case OPEN, WATCH_LOST -> open(phase, kind);
            case WATCHING -> watching(kind);
            case TRANSACTION -> transaction(kind);
            case ABORTED -> aborted(kind);
            case LISTENING, LISTENING_WATCHING -> listening(phase, kind);
            case LISTENING_TRANSACTION -> listeningTransaction(kind);
        };
    }

    private static Move unauthenticated(Kind kind) {
        Phase same = Phase.UNAUTHENTICATED;
        return switch (kind) {
            // the first two change the phase themselves, when what they say is right
            case AUTH, HELLO, RESET, QUIT -> new Move(Demand.LOCAL, same);
            case READ, WRITE, EVERYWHERE, SCAN, SCAN_KEYED -> new Move(Demand.NO_AUTH, same);
            case PING, ECHO, SELECT, CLIENT, TRACKING, ROUTER -> new Move(Demand.NO_AUTH, same);
            case MULTI, EXEC, DISCARD, WATCH, UNWATCH, BLOCKING, BLOCKING_IF, WAIT -> new Move(Demand.NO_AUTH, same);
            case SUBSCRIBE, UNSUBSCRIBE, MONITOR, REFUSED -> new Move(Demand.NO_AUTH, same);
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
                lost ? new Move(Demand.UNSUPPORTED, phase) : new Move(Demand.LISTEN, Phase.LISTENING);
            case TRACKING -> new Move(lost ? Demand.UNSUPPORTED : Demand.TRACK, phase);
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
            // it is the pin whose identity counts for what is to come
            case HELLO, AUTH, SELECT -> new Move(Demand.PIN_CHANGE, Phase.WATCHING);
            case SUBSCRIBE, UNSUBSCRIBE, MONITOR -> new Move(Demand.LISTEN, Phase.LISTENING_WATCHING);
            case TRACKING -> new Move(Demand.TRACK, Phase.LISTENING_WATCHING);
        };
    }

    private static Move transaction(Kind kind) {
        return switch (kind) {
            case EXEC -> new Move(Demand.PIN_EXEC, Phase.OPEN);
            case DISCARD -> new Move(Demand.PIN, Phase.OPEN);
            case RESET, QUIT -> new Move(Demand.LOCAL, Phase.OPEN);
            case REFUSED, ROUTER -> new Move(Demand.REFUSE, Phase.ABORTED);
            case HELLO, AUTH, SELECT, CLIENT, TRACKING -> new Move(Demand.PIN_CHANGE, Phase.TRANSACTION);
            // Redis's reply to EXEC has more elements then than it says, and nobody could tell where it ends
            case SUBSCRIBE, UNSUBSCRIBE -> new Move(Demand.UNSUPPORTED, Phase.ABORTED);
            // MONITOR is refused by the node when EXEC comes to it
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
                    MONITOR,
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
            case MULTI, WATCH, UNWATCH, BLOCKING, BLOCKING_IF, WAIT, SUBSCRIBE, UNSUBSCRIBE, MONITOR, TRACKING ->
                queued;
        };
    }

    private static Move listening(Phase phase, Kind kind) {
        return switch (kind) {
            case RESET, QUIT -> new Move(Demand.LOCAL, Phase.OPEN);
            case REFUSED -> new Move(Demand.REFUSE, phase);
            case ROUTER -> new Move(Demand.LOCAL, phase);
            case HELLO, AUTH, SELECT, CLIENT -> new Move(Demand.LISTEN_STILL, phase);
            case TRACKING -> new Move(Demand.TRACK, phase);
            // a subscriber in RESP2 is refused them, so it must be known whether it is one
            case MULTI -> new Move(Demand.LISTEN_STILL, Phase.LISTENING_TRANSACTION);
            case WATCH -> new Move(Demand.LISTEN_STILL, Phase.LISTENING_WATCHING);
            case UNWATCH -> new Move(Demand.LISTEN, Phase.LISTENING);
            case READ, WRITE, EVERYWHERE, SCAN, SCAN_KEYED, PING, ECHO, EXEC, DISCARD -> new Move(Demand.LISTEN, phase);
            case SUBSCRIBE, UNSUBSCRIBE, MONITOR, BLOCKING, BLOCKING_IF, WAIT -> new Move(Demand.LISTEN, phase);
        };
    }

    private static Move listeningTransaction(Kind kind) {
        Phase same = Phase.LISTENING_TRANSACTION;
        return switch (kind) {
            case EXEC -> new Move(Demand.PIN_EXEC, Phase.LISTENING);
            case DISCARD -> new Move(Demand.LISTEN, Phase.LISTENING);
            case RESET, QUIT -> new Move(Demand.LOCAL, Phase.OPEN);
            case REFUSED -> new Move(Demand.REFUSE, same);
            case ROUTER -> new Move(Demand.LOCAL, same);
            case HELLO, AUTH, SELECT, CLIENT, TRACKING -> new Move(Demand.PIN_CHANGE, same);
            case SUBSCRIBE, UNSUBSCRIBE -> new Move(Demand.UNSUPPORTED, same);
            case READ, WRITE, EVERYWHERE, SCAN, SCAN_KEYED, PING, ECHO -> new Move(Demand.LISTEN, same);
            case MULTI, WATCH, UNWATCH, MONITOR, BLOCKING, BLOCKING_IF, WAIT -> new Move(Demand.LISTEN, same);
        };
    }
}
