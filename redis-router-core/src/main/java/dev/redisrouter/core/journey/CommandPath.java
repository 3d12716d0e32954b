package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.session.Demand;
import dev.redisrouter.core.session.Move;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.session.SessionMachine;
import io.netty.buffer.ByteBuf;

/**
 * The corridor: every command of every client of one event loop goes through {@link #accept}.
 *
 * <p>The steps, in order: classify the command (table), ask what it needs in its client's phase (session machine),
 * reserve its place among the replies, decide on a node and send (dispatcher, pin), or answer here.
 */
final class CommandPath {
    private final Worker worker;
    private final Dispatcher dispatcher;
    private final PinPath pins;
    private final SessionCommands local;

    CommandPath(Worker worker, Dispatcher dispatcher) {
        this.worker = worker;
        this.dispatcher = dispatcher;
        this.pins = new PinPath(worker);
        this.local = new SessionCommands(worker);
    }

    /** Takes a client's next command; false when the client was stalled and the command must be offered again. */
    boolean accept(Client client, Request request) {
        Session session = client.session();
        CommandSpec spec = worker.table().lookup(request);
        session.noticeLostPin();
        Move move = SessionMachine.move(session.phase(), Arguments.effectiveKind(request, spec));
        boolean taken = switch (move.demand()) {
            case SHARED -> pins.release(client) && dispatcher.dispatch(client, request, spec);
            case PIN -> pins.send(client, forPin(request, spec), spec, move);
            case BLOCK -> pins.block(client, request, spec);
            case RAW -> pins.raw(client, forPin(request, spec), spec);
            case LOCAL -> answerLocally(client, request, spec, move);
            case OK, QUEUED, EXEC_ABORT, NO_MULTI -> answerFixed(client, request, spec, move);
            case REFUSE, UNSUPPORTED -> refuse(client, spec, move);
        };
        if (taken) {
            session.waitIsOver();
        }
        return taken;
    }

    /** What a node answers on a pin, or raw, goes to the client unchanged, so that cursors there are the node's own. */
    private Request forPin(Request request, CommandSpec spec) {
        return spec.scans() ? worker.scans().forPin(request, spec, worker.view().master()) : request;
    }

    private boolean answerLocally(Client client, Request request, CommandSpec spec, Move move) {
        if (!spec.accepts(request.argumentCount())) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        if (move.next() != client.session().phase() && !quiet(client)) {
            return false;
        }
        return local.answer(client, request, spec);
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
        return true;
    }

    private static String where(Phase phase) {
        return switch (phase) {
            case TRANSACTION, ABORTED -> "between MULTI and EXEC";
            case WATCHING, WATCH_LOST -> "while keys are watched";
            case RAW -> "in this mode";
            case OPEN -> "";
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
