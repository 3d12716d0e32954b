package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.session.Demand;
import dev.redisrouter.core.session.Move;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.session.SessionMachine;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The corridor: every command of every client of one event loop goes through {@link #accept}.
 *
 * <p>The steps, in order: classify the command (table), ask what it needs in its client's phase (session machine),
 * reserve its place among the replies, decide on a node and send (dispatcher, pin), or answer here.
 */
final class CommandPath {
    private static final String ONLY_SUBSCRIBES =
            "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are" + " allowed in this context";

    private static final Move IMPOSSIBLE = new Move(Demand.UNSUPPORTED, Phase.ABORTED);

    private final Worker worker;
    private final Dispatcher dispatcher;
    private final PinPath pins;
    private final SessionCommands local;
    private final PinnedChanges changes;
    private final Tracking tracking;

    CommandPath(Worker worker, Dispatcher dispatcher) {
        this.worker = worker;
        this.dispatcher = dispatcher;
        this.pins = worker.pins();
        this.local = new SessionCommands(worker);
        this.tracking = new Tracking(worker, pins);
        this.changes = new PinnedChanges(pins, worker, local);
    }

    /** Takes a client's next command; false when the client was stalled and the command must be offered again. */
    boolean accept(Client client, Request request) {
        Session session = client.session();
        if (session.settling()) {
            client.stall(Stall.CALL);
            return false;
        }
        CommandSpec spec = worker.table().lookup(request);
        session.noticeLostPin();
        stopListeningWhenOver(client);
        session.presence().command(spec);
        if (worker.pause().inForce() && worker.pause().stops(client, spec, request.argumentCount())) {
            return false;
        }
        Move move = SessionMachine.move(session.phase(), Arguments.effectiveKind(request, spec));
        boolean taken = switch (move.demand()) {
            case SHARED -> pins.release(client) && dispatcher.dispatch(client, request, spec);
            case PIN -> pins.send(client, forPin(request, spec), spec, move);
            case PIN_EXEC -> changes.exec(client, request, spec, move);
            case PIN_CHANGE ->
                PinnedChanges.impossible(client, request, spec)
                        ? refuse(client, spec, impossible(move))
                        : changes.change(client, request, spec, move);
            case BLOCK -> pins.block(client, request, spec);
            case LISTEN -> pins.listen(client, forPin(request, spec), spec, move);
            case LISTEN_STILL -> listenStill(client, request, spec, move);
            case TRACK -> tracking.change(client, request, spec);
            case LOCAL -> answerLocally(client, request, spec, move);
            case OK, QUEUED, EXEC_ABORT, NO_MULTI -> answerFixed(client, request, spec, move);
            case REFUSE, UNSUPPORTED -> refuse(client, spec, move);
            case NO_AUTH -> Entrance.refuse(client, request, spec);
        };
        if (taken) {
            if (spec.kind() == Kind.WATCH && !session.phase().queues()) {
                session.watches(request.argumentCount() - 1);
            }
            taken(session, spec, move);
        }
        return taken;
    }

    /**
     * Takes a client's next command, of which only the head is here and the rest is large; null when it has to be waited
     * for, or offered again.
     */
    @Nullable
    LargeRequest acceptLarge(Client client, RequestDecoder head, ByteBuf source) {
        Session session = client.session();
        if (session.settling()) {
            client.stall(Stall.CALL);
            return null;
        }
        CommandSpec spec = worker.table().lookup(head);
        session.noticeLostPin();
        Move move = SessionMachine.move(session.phase(), spec.kind());
        boolean paused = worker.pause().inForce() && worker.pause().stops(client, spec, head.announcedArguments());
        if (paused || !LargeRequest.fits(session.phase(), spec, move)) {
            return null;
        }
        LargeRequest taken = pins.sendLarge(client, head, source, spec);
        if (taken != null) {
            session.presence().command(spec);
            taken(session, spec, move);
        }
        return taken;
    }

    private static void taken(Session session, CommandSpec spec, Move move) {
        session.taken();
        if (move.next().queues() && spec.kind().queued()) {
            session.queued(spec);
        }
    }

    /** What a node answers on a pin, or raw, goes to the client unchanged, so that cursors there are the node's own. */
    private Request forPin(Request request, CommandSpec spec) {
        return spec.scans() ? worker.scans().forPin(request, spec, worker.view().master()) : request;
    }

    private boolean answerLocally(Client client, Request request, CommandSpec spec, Move move) {
        // what the server does not know has no right number for it
        if (!spec.accepts(request.argumentCount()) && !local.clients().isForeign(spec)) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        if (move.next() != client.session().phase() && !quiet(client)) {
            return false;
        }
        return local.answer(client, request, spec);
    }

    /** A client that has unsubscribed from everything goes on like any other, with replicas to read from. */
    private static void stopListeningWhenOver(Client client) {
        Listening listening = client.session().listening();
        if (listening != null
                && listening.isOver()
                // one that is on its way may be what it listens for
                && client.session().awaited() == null
                && client.session().phase() == Phase.LISTENING
                && client.replies().outstanding() == 0) {
            client.session().stopListening();
        }
    }

    /** What would change who the pin speaks for. In RESP2 a node refuses it to a subscriber, in words of its own. */
    private boolean listenStill(Client client, Request request, CommandSpec spec, Move move) {
        if (!quiet(client)) {
            return false;
        }
        Session session = client.session();
        Listening listening = session.listening();
        boolean refusedByNode = session.profile().protocol() == 2 && listening != null && listening.isSubscribed();
        boolean aboutTracking = listening != null && listening.isTracking() && ClientCommands.isAboutTracking(spec);
        boolean tellsPassword = session.guard().asks() && (spec.kind() == Kind.AUTH || spec.kind() == Kind.HELLO);
        if (refusedByNode && tellsPassword) {
            // it is one for the endpoint, and no node shall hear it
            client.answerError(ErrorKind.USAGE, "ERR Can't execute '" + Arguments.shown(spec) + ONLY_SUBSCRIBES);
            return true;
        }
        boolean changesNothing = spec.kind() == Kind.MULTI || spec.kind() == Kind.WATCH;
        if (!refusedByNode
                && aboutTracking
                && session.redirection() != null
                && !spec.subcommand().equals("CACHING")) {
            return pins.listeningPin(client) == null ? !client.stalled() : answerLocally(client, request, spec, move);
        }
        if (refusedByNode || aboutTracking || changesNothing) {
            return pins.listen(client, request, spec, move);
        }
        if (spec.kind() == Kind.CLIENT || (session.guard().asks() && spec.kind() == Kind.AUTH)) {
            return answerLocally(client, request, spec, move);
        }
        if (PinnedChanges.impossible(client, request, spec)) {
            return refuse(client, spec, impossible(move));
        }
        // while it moves to another master it has no pin
        return pins.listeningPin(client) == null ? !client.stalled() : changes.change(client, request, spec, move);
    }

    private boolean answerFixed(Client client, Request request, CommandSpec spec, Move move) {
        if (!spec.accepts(request.argumentCount())) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        client.session().phase(move.next());
        ByteBuf reply = worker.scratch();
        if (move.demand() == Demand.OK) {
            FixedReply.OK.writeTo(reply);
            client.answer(reply);
        } else if (move.demand() == Demand.QUEUED) {
            FixedReply.QUEUED.writeTo(reply);
            client.answer(reply);
        } else if (move.demand() == Demand.EXEC_ABORT) {
            client.answerError(ErrorKind.EXECABORT, "EXECABORT Transaction discarded because of previous errors.");
        } else {
            client.answerError(ErrorKind.USAGE, "ERR " + spec.name() + " without MULTI");
        }
        worker.meters().local(1);
        return true;
    }

    private static Move impossible(Move asked) {
        return asked.next() == Phase.TRANSACTION ? IMPOSSIBLE : new Move(Demand.UNSUPPORTED, asked.next());
    }

    private boolean refuse(Client client, CommandSpec spec, Move move) {
        boolean endsTransaction =
                move.next() == Phase.ABORTED && client.session().phase() != Phase.ABORTED;
        if (endsTransaction) {
            if (!quiet(client)) {
                return false;
            }
            client.session().dropPin();
        }
        String why = move.demand() == Demand.REFUSE
                ? "is refused by the router (commands.refused)"
                : "is not supported by the router " + where(client.session().phase());
        client.session().phase(move.next());
        client.answerError(ErrorKind.REFUSED, "ERR '" + Arguments.shown(spec) + "' " + why);
        if (move.next() == Phase.LISTENING_TRANSACTION) {
            // the node queues the others, and EXEC must not execute a part
            client.finish();
        }
        return true;
    }

    private static String where(Phase phase) {
        return switch (phase) {
            case TRANSACTION, ABORTED -> "between MULTI and EXEC";
            case WATCHING, WATCH_LOST -> "while keys are watched";
            case LISTENING, LISTENING_WATCHING, LISTENING_TRANSACTION -> "while the client listens";
            case OPEN, UNAUTHENTICATED -> "";
        };
    }

    /** True when all replies to the client's earlier commands have come; else it waits for them. */
    static boolean quiet(Client client) {
        if (client.replies().outstanding() == 0) {
            return true;
        }
        client.stall(Stall.QUIET);
        return false;
    }
}
