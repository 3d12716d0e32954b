package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.session.Demand;
import dev.redisrouter.core.session.Move;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changes its session and is executed on a pin: {@code SELECT}, {@code AUTH} and {@code HELLO} after {@code WATCH}
 * and while the client listens; these and {@code CLIENT} between {@code MULTI} and {@code EXEC}. Only
 * on its event loop.
 */
final class PinnedChanges {
    /*
     * The node decides what they do and when, since the pin is what the transaction runs on; the session follows once
     * the node's reply is there, and until then none of the client's commands is looked at. The pin is not what it was
     * afterwards, so nobody else gets it.
     *
     * What is about clients must not be executed by the node, for which the clients of the router do not exist. A
     * stand-in that does nothing keeps its place in the transaction, and its reply gives way to the router's.
     */
    /** A transaction holds so many of these commands; each is kept here until EXEC. */
    private static final int QUEUED_MAX = 1024;

    /** And none that is longer. */
    private static final int QUEUED_BYTES_MAX = 64 * 1024;

    /** Makes the node say something in the place of {@code CLIENT REPLY}, and changes nothing there. */
    private static final String[] NO_REPLY_MODE = {"CLIENT", "REPLY", "?"};

    private static final Move AND_LISTEN = new Move(Demand.PIN_EXEC, Phase.LISTENING);

    private final PinPath pins;
    private final Worker worker;
    private final ProfileCommands profiles;
    private final ClientCommands clients;
    private final RequestDecoder decoder = new RequestDecoder(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    PinnedChanges(PinPath pins, Worker worker, SessionCommands local) {
        this.pins = pins;
        this.worker = worker;
        this.profiles = local.profiles();
        this.clients = local.clients();
    }

    /** True when a transaction cannot do what this command does, or has queued too much of its sort. */
    static boolean impossible(Client client, Request request, CommandSpec spec) {
        if (!spec.accepts(request.argumentCount())) {
            // the node says so
            return false;
        }
        return switch (spec.subcommand()) {
            case "TRACKING" -> TrackingRequest.of(request).redirects() || tooMuch(client, request);
            default ->
                // the password would be one for the endpoint, and go to a node
                (client.session().guard().asks() && (spec.kind() == Kind.AUTH || spec.kind() == Kind.HELLO))
                        || tooMuch(client, request);
        };
    }

    private static boolean tooMuch(Client client, Request request) {
        return client.session().queuedChanges().size() >= QUEUED_MAX
                || request.frameEnd() - request.frameStart() > QUEUED_BYTES_MAX;
    }

    /** Sends such a command on the pin. */
    boolean change(Client client, Request request, CommandSpec spec, Move move) {
        Session session = client.session();
        if (!move.next().queues()) {
            QueuedChange only = QueuedChange.of(0, spec, request);
            return pins.send(client, request, spec, move, reply(client, List.of(only), false));
        }
        QueuedChange change = QueuedChange.of(session.queuedCommands(), spec, request);
        boolean rightNumber = spec.accepts(request.argumentCount());
        String[] standIn = rightNumber ? standIn(spec) : null;
        boolean taken = pins.send(client, standIn == null ? request : request(standIn), spec, move, null);
        if (taken && rightNumber && !spec.unknown()) {
            session.queues(change, spec.kind() == Kind.SELECT);
        }
        return taken;
    }

    private static String @Nullable [] standIn(CommandSpec spec) {
        return spec.subcommand().equals("REPLY") ? NO_REPLY_MODE : ClientGuard.standIn(spec);
    }

    /** Sends {@code EXEC}. */
    boolean exec(Client client, Request request, CommandSpec spec, Move move) {
        List<QueuedChange> changes = List.copyOf(client.session().queuedChanges());
        boolean none = changes.isEmpty() || !spec.accepts(request.argumentCount());
        UpstreamConnection pin = client.session().pin();
        if (none || pin == null || changes.stream().noneMatch(change -> change.kind() == Kind.TRACKING)) {
            return pins.send(client, request, spec, move, none ? null : reply(client, changes, true));
        }
        // before the reply is there: what the node says unasked may come right behind it
        if (client.session().listening() == null) {
            pins.listenOn(pin, client);
        }
        return pins.send(client, request, spec, AND_LISTEN, reply(client, changes, true));
    }

    private ChangingReply reply(Client client, List<QueuedChange> changes, boolean ofExec) {
        return new ChangingReply(this, client, changes, ofExec);
    }

    private Request request(String... words) {
        ByteBuf bytes = Unpooled.buffer();
        RespWriter.command(bytes, words);
        return decode(bytes);
    }

    private Request decode(ByteBuf command) {
        RequestDecoder.Result result = decoder.next(command);
        if (result != RequestDecoder.Result.FRAME) {
            throw new IllegalStateException("kept command: " + result + " (expected: FRAME)");
        }
        return decoder;
    }

    /**
     * The node has executed a command.
     *
     * @param reply the node's reply to it
     * @param answer given what the client gets instead, now or later
     */
    void executed(Client client, QueuedChange change, ByteBuf reply, Answer answer) {
        Request request = decode(Unpooled.wrappedBuffer(change.command()));
        CommandSpec spec = worker.table().lookup(request);
        Listening listening = client.session().listening();
        switch (spec.kind()) {
            case CLIENT -> clients.executed(client, request, spec, reply, answer);
            case TRACKING -> {
                if (listening != null && reply.getByte(reply.readerIndex()) == '+') {
                    TrackingRequest asked = TrackingRequest.of(request);
                    boolean on = asked.mode() == TrackingRequest.Mode.ON;
                    listening.tracks(on ? TrackingCommand.of(request, asked, 0) : null);
                }
                answer.give(reply);
            }
            default -> profiles.executed(client, request, spec, reply, answer);
        }
    }
}
