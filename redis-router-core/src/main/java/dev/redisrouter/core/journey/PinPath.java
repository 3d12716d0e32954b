package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.CommandKind;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.session.Move;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sends commands that need a connection of their client's own, always to the master. Only on its event loop. */
final class PinPath {
    private static final ByteBuf PING =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("*1\r\n$4\r\nPING\r\n", StandardCharsets.US_ASCII)
                    .asReadOnly());

    private final Worker worker;

    PinPath(Worker worker) {
        this.worker = worker;
    }

    /** Sends a command on the client's pin, and moves the client on. */
    boolean send(Client client, Request request, CommandSpec spec, Move move) {
        boolean rightNumber = spec.accepts(request.argumentCount());
        if (!rightNumber && client.session().phase() != Phase.TRANSACTION) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        UpstreamConnection pin = pin(client);
        if (pin == null) {
            return !client.stalled();
        }
        if (rightNumber) {
            client.session().phase(move.next());
        }
        sendOn(pin, client, request, spec);
        return true;
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
        if (spec.kind() == Kind.WAIT) {
            // WAIT speaks for the last command of its own connection: PING makes that the master's present offset,
            // which covers everything this client was answered before
            pin.send(null, 0, PING, 0, PING.readableBytes());
        }
        sendOn(pin, client, request, spec);
        return true;
    }

    private void sendOn(UpstreamConnection pin, Client client, Request request, CommandSpec spec) {
        if (spec.writes()) {
            client.session().pinnedWrite(request, spec);
        }
        if (waits(Arguments.effectiveKind(request, spec)) && client.session().phase() != Phase.TRANSACTION) {
            client.session().pinnedWait();
        }
        long sequence = client.replies().reserve(Note.PINNED);
        int start = request.frameStart();
        pin.send(client.pinnedReplies(), sequence, request.frame(), start, request.frameEnd() - start);
        if (pin.full()) {
            client.stall(Stall.CALL);
            pin.whenRoom(client::resumeLater);
        }
    }

    private static boolean waits(Kind kind) {
        return kind == Kind.BLOCKING || kind == Kind.WAIT;
    }

    /** Passes a command on unread, and everything the node sends from then on. */
    boolean raw(Client client, Request request, CommandSpec spec) {
        Session session = client.session();
        if (session.phase() != Phase.RAW) {
            if (!spec.accepts(request.argumentCount())) {
                client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
                return true;
            }
            byte[] refusal = session.takeRefusal();
            if (refusal != null) {
                client.answerRefusal(refusal);
                return true;
            }
            if (!release(client)) {
                return false;
            }
            UpstreamConnection pin = pin(client);
            if (pin == null) {
                return !client.stalled();
            }
            if (!pin.ready()) {
                client.stall(Stall.CALL);
                pin.whenSettled(() -> {
                    session.refusal(pin.refusal());
                    client.resumeLater();
                });
                return false;
            }
            pin.passRaw(client.pinnedReplies());
            session.phase(Phase.RAW);
        }
        UpstreamConnection pin = session.pin();
        if (pin != null) {
            session.passing(request, spec);
            int start = request.frameStart();
            pin.meters().commands(CommandKind.SUBSCRIPTION, 1);
            pin.sendRaw(request.frame(), start, request.frameEnd() - start);
        }
        return true;
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
            worker.waitForMaster(client);
        }
        return taken;
    }
}
