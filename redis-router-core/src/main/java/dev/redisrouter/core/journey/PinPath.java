package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.session.Move;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sends commands that need a connection of their client's own, always to the master. Only on its event loop. */
final class PinPath {
    private final Worker worker;

    PinPath(Worker worker) {
        this.worker = worker;
    }

    /** Sends a command on the client's pin, and moves the client on. */
    boolean send(Client client, Request request, CommandSpec spec, Move move) {
        return send(client, request, spec, move, null);
    }

    /** As above, and the session follows the reply: {@code changing} takes it; null for a reply that changes nothing. */
    boolean send(Client client, Request request, CommandSpec spec, Move move, @Nullable ChangingReply changing) {
        boolean rightNumber = spec.accepts(request.argumentCount());
        if (!rightNumber && !client.session().phase().queues()) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        UpstreamConnection pin = pin(client);
        if (pin == null) {
            return !client.stalled();
        }
        if (mustWait(client, spec)) {
            waitForMaster(client, spec);
            return !client.stalled();
        }
        UnaryOperator<ReplyTarget> kept = keptBack(client, pin, request, spec, true);
        if (kept == null) {
            return !client.stalled();
        }
        if (rightNumber) {
            client.session().phase(move.next());
        }
        sendOn(pin, client, request, spec, kept, changing);
        return true;
    }

    /** True for a command whose reply is kept back until replicas have what it, or its transaction, has written. */
    private boolean durable(Client client, Request request, CommandSpec spec, boolean whole) {
        Session session = client.session();
        if (spec.kind() == Kind.EXEC) {
            return session.queuedDurable();
        }
        boolean concerned = worker.durability().concerns(client, request, spec, whole);
        boolean queued = session.phase().queues();
        if (concerned && queued) {
            session.queuesDurable();
        }
        return concerned && !queued;
    }

    /**
     * What stands before the target of a command's reply: nothing, or what keeps the reply to a durable write back; null
     * when the client was stalled or answered instead.
     *
     * @param whole false when only the head of the request is here
     */
    private @Nullable UnaryOperator<ReplyTarget> keptBack(
            Client client, UpstreamConnection pin, Request request, CommandSpec spec, boolean whole) {
        return durable(client, request, spec, whole) ? confirmed(client, pin, spec) : UnaryOperator.identity();
    }

    private @Nullable UnaryOperator<ReplyTarget> confirmed(Client client, UpstreamConnection pin, CommandSpec spec) {
        Confirmer confirmer = worker.durability().of(pin.node());
        if (confirmer != null) {
            return target -> client.durable(target, confirmer);
        }
        waitForMaster(client, spec);
        return null;
    }

    private void waitForMaster(Client client, CommandSpec spec) {
        worker.holding().waitForMaster(client);
        if (client.stalled() || spec.kind() != Kind.EXEC) {
            return;
        }
        // it was answered, and what it has queued is not executed any more
        if (client.session().listening() != null) {
            // the node would still queue what comes next
            client.finish();
        } else {
            client.session().phase(Phase.OPEN);
            client.session().dropPin();
        }
    }

    /** True for what would change data now while its master is in doubt: the change may be thrown away. */
    private boolean mustWait(Client client, CommandSpec spec) {
        boolean executes = client.session().phase().queues() ? spec.kind() == Kind.EXEC : Pause.mayWrite(spec);
        return executes && worker.view().master() == null;
    }

    /** Sends a command that may wait on the node for long. */
    boolean block(Client client, Request request, CommandSpec spec) {
        if (!release(client)) {
            return false;
        }
        UpstreamConnection pin = pin(client);
        if (pin == null) {
            return !client.stalled();
        }
        UnaryOperator<ReplyTarget> kept = keptBack(client, pin, request, spec, true);
        if (kept == null) {
            return !client.stalled();
        }
        if (spec.kind() == Kind.WAIT) {
            // so that it covers everything that this client was answered before, on the connections that it shares
            WaitMark.send(pin, null);
        }
        sendOn(pin, client, request, spec, kept, null);
        return true;
    }

    /**
     * Sends a command, with what is left of its time, that was blocked on a master which is gone; false when that is not
     * possible now.
     */
    boolean blockAgain(Client client, long sequence, Request request, CommandSpec spec) {
        Session session = client.session();
        session.noticeLostPin();
        Node master = worker.view().master();
        if (master == null) {
            return false;
        }
        ReplyTarget target = client.pinnedTarget(sequence);
        if (durable(client, request, spec, true)) {
            Confirmer confirmer = worker.durability().of(master);
            if (confirmer == null) {
                return false;
            }
            target = client.durable(target, confirmer);
        }
        UpstreamConnection pin = session.takePin(master);
        if (pin == null) {
            return false;
        }
        if (spec.writes()) {
            session.pinnedWrite(request, spec);
        }
        session.pinnedWait(worker.turn().now());
        int start = request.frameStart();
        pin.send(target, sequence, request.frame(), start, request.frameEnd() - start);
        return true;
    }

    private void sendOn(
            UpstreamConnection pin,
            Client client,
            Request request,
            CommandSpec spec,
            UnaryOperator<ReplyTarget> kept,
            @Nullable ChangingReply changing) {
        if (spec.writes()) {
            client.session().pinnedWrite(request, spec);
        }
        if (waits(Arguments.effectiveKind(request, spec))
                && !client.session().phase().queues()) {
            client.session().pinnedWait(worker.turn().now());
        }
        Phase phase = client.session().phase();
        long note = phase.listening() && !phase.queues() ? Listening.note(request, spec) : Note.PINNED;
        // confirmations come whatever the client said with CLIENT REPLY
        long sequence = Note.confirmations(note) == 0
                ? client.reserve(note)
                : client.replies().reserve(note);
        int start = request.frameStart();
        ReplyTarget target = kept.apply(client.pinnedTarget(sequence));
        if (changing != null) {
            client.session().settles();
            target = changing.givingTo(target);
        }
        pin.send(target, sequence, request.frame(), start, request.frameEnd() - start);
        if (pin.full()) {
            client.stall(Stall.CALL);
            pin.whenRoom(client::resumeLater);
        }
    }

    private static boolean waits(Kind kind) {
        return kind == Kind.BLOCKING || kind == Kind.WAIT;
    }

    /** The pin on which the client listens, from now on if it did not; null when it was stalled or answered instead. */
    @Nullable
    UpstreamConnection listeningPin(Client client) {
        Session session = client.session();
        if (session.listening() == null) {
            // what it watches, it watches on the pin that it has
            UpstreamConnection taken = session.phase() == Phase.WATCHING || release(client) ? pin(client) : null;
            if (taken == null) {
                return null;
            }
            listenOn(taken, client);
        }
        UpstreamConnection pin = session.pin();
        if (pin == null) {
            // it moves to another master, and resumes the client then
            client.stall(Stall.CALL);
        }
        return pin;
    }

    /** The client listens on its pin from now on. */
    void listenOn(UpstreamConnection pin, Client client) {
        Listening listening = new Listening(client, worker);
        client.session().listen(listening);
        pin.listen(listening);
    }

    /** Sends a command on the pin on which the client listens, and has it listen if it did not. */
    boolean listen(Client client, Request request, CommandSpec spec, Move move) {
        Session session = client.session();
        boolean rightNumber = spec.accepts(request.argumentCount());
        if (!rightNumber && session.listening() == null) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        UpstreamConnection pin = listeningPin(client);
        Listening listening = session.listening();
        if (pin == null || listening == null) {
            return !client.stalled();
        }
        boolean refusedByNode = session.profile().protocol() == 2 && listening.isSubscribed();
        if (!refusedByNode && mustWait(client, spec)) {
            waitForMaster(client, spec);
            return !client.stalled();
        }
        UnaryOperator<ReplyTarget> kept = keptBack(client, pin, request, spec, true);
        if (kept == null) {
            return !client.stalled();
        }
        if (rightNumber && !refusedByNode) {
            session.phase(move.next());
        }
        if (!session.phase().queues()) {
            listening.sending(spec);
        }
        sendOn(pin, client, request, spec, kept, null);
        return true;
    }

    /** Sends the head of a large command on the client's pin; null when the client was stalled. */
    @Nullable
    LargeRequest sendLarge(Client client, RequestDecoder head, ByteBuf source, CommandSpec spec) {
        if (!CommandPath.quiet(client)) {
            return null;
        }
        Session session = client.session();
        byte[] refusal = session.takeRefusal();
        if (refusal != null) {
            client.answerRefusal(refusal);
            return LargeRequest.thrownAway(head.cutOffHead(source));
        }
        UpstreamConnection pin = pin(client);
        if (pin == null) {
            return client.stalled() ? null : LargeRequest.thrownAway(head.cutOffHead(source));
        }
        if (!pin.ready()) {
            client.stall(Stall.CALL);
            pin.whenSettled(() -> {
                session.refusal(pin.refusal());
                client.resumeLater();
            });
            return null;
        }
        if (mustWait(client, spec)) {
            waitForMaster(client, spec);
            return client.stalled() ? null : LargeRequest.thrownAway(head.cutOffHead(source));
        }
        UnaryOperator<ReplyTarget> kept = keptBack(client, pin, head, spec, false);
        if (kept == null) {
            return client.stalled() ? null : LargeRequest.thrownAway(head.cutOffHead(source));
        }
        if (spec.writes()) {
            session.pinnedWrite(head, spec, spec.namesItsKeysWithin(head.argumentCount()));
        }
        long sequence = client.reserve(Note.PINNED);
        pin.beginStream(kept.apply(client.pinnedTarget(sequence)), sequence);
        int start = head.frameStart();
        pin.stream(
                client.channel()
                        .alloc()
                        .directBuffer(head.frameEnd() - start)
                        .writeBytes(source, start, head.frameEnd() - start),
                false);
        return LargeRequest.begun(client, pin, sequence, head.cutOffHead(source));
    }

    /** True when the client has no pin any more; else it waits until the last reply on it has come. */
    boolean release(Client client) {
        if (client.session().releasePin()) {
            return true;
        }
        client.stall(Stall.CALL);
        return false;
    }

    /** The client's pin, taken now if it has none; null when the client was stalled or answered instead. */
    private @Nullable UpstreamConnection pin(Client client) {
        UpstreamConnection held = client.session().pin();
        if (held != null) {
            return held;
        }
        if (!CommandPath.quiet(client)) {
            return null;
        }
        Node master = worker.view().master();
        UpstreamConnection taken = master == null ? null : client.session().takePin(master);
        if (taken == null) {
            worker.holding().waitForMaster(client);
        }
        return taken;
    }
}
