package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code CLIENT TRACKING}: a client that caches what it reads listens to the master for what has become invalid, and reads
 * from there alone, since only a node that was asked for a key says when it changes. Only on its event loop.
 */
final class Tracking {
    private static final ByteBuf OFF = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("*3\r\n$6\r\nCLIENT\r\n$8\r\nTRACKING\r\n$3\r\nOFF\r\n", StandardCharsets.US_ASCII)
                    .asReadOnly());

    private final Worker worker;
    private final PinPath pins;

    Tracking(Worker worker, PinPath pins) {
        this.worker = worker;
        this.pins = pins;
    }

    /** Switches it on or off; false when the client was stalled and the command must be offered again. */
    boolean change(Client client, Request request, CommandSpec spec) {
        if (!spec.accepts(request.argumentCount())) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        TrackingRequest asked = TrackingRequest.of(request);
        if (!CommandPath.quiet(client)) {
            return false;
        }
        Answer answer = client.session().awaited();
        if (answer == null) {
            answer = new Answer();
            judge(request, asked, answer);
        }
        if (!answer.given() && !answer.mayGoOn()) {
            client.session().awaits(answer);
            answer.whenGiven(client::resumeLater);
            client.stall(Stall.CALL);
            return false;
        }
        if (answer.given()) {
            answer.sendTo(client, worker);
            return true;
        }
        if (client.session().listening() == null && asked.mode() == TrackingRequest.Mode.OFF) {
            answerOk(client);
            return true;
        }
        // offered again, it may go on at once
        client.session().awaits(answer);
        return tellNode(client, request, asked);
    }

    /** Whether the node is to be told at all: only the router knows the other client. */
    private void judge(Request request, TrackingRequest asked, Answer answer) {
        if (!asked.redirects()) {
            judgeTheRest(asked, answer);
            return;
        }
        long id;
        try {
            id = Arguments.integer(request, asked.redirect());
        } catch (NumberFormatException e) {
            answer.giveError(ErrorKind.USAGE, "ERR value is not an integer or out of range");
            return;
        }
        worker.workers().ask(worker, one -> one.client(id) != null, found -> {
            if (!found.contains(true)) {
                answer.giveError(ErrorKind.USAGE, "ERR The client ID you want redirect to does not exist");
            } else {
                judgeTheRest(asked, answer);
            }
        });
    }

    private static void judgeTheRest(TrackingRequest asked, Answer answer) {
        if (asked.redirectsTwice()) {
            answer.giveError(ErrorKind.USAGE, "ERR A client can only redirect to a single other client");
        } else if (!asked.wellFormed() || asked.mode() == TrackingRequest.Mode.NEITHER) {
            answer.giveError(ErrorKind.USAGE, "ERR syntax error");
        } else {
            answer.goOn();
        }
    }

    private void answerOk(Client client) {
        ByteBuf reply = worker.scratch();
        FixedReply.OK.writeTo(reply);
        client.answer(reply);
    }

    private boolean tellNode(Client client, Request request, TrackingRequest asked) {
        byte[] refusal = client.session().takeRefusal();
        if (refusal != null) {
            client.answerRefusal(refusal);
            return true;
        }
        UpstreamConnection pin = pins.listeningPin(client);
        Listening listening = client.session().listening();
        if (pin == null || listening == null) {
            return !client.stalled();
        }
        Redirection redirection = listening.redirection();
        boolean on = asked.mode() == TrackingRequest.Mode.ON;
        if (on && asked.redirects() && !redirection.reaches(pin.node())) {
            return connect(client, redirection, pin);
        }
        client.session().settles();
        long sequence = client.replies().reserve(Note.PINNED);
        if (!on) {
            pin.send(new TrackingReply(client, null, false), sequence, OFF, 0, OFF.readableBytes());
            return true;
        }
        long target = asked.redirects() ? Arguments.integer(request, asked.redirect()) : 0;
        boolean firstTarget = asked.redirects() && redirection.target() == 0;
        if (firstTarget) {
            // the node may speak before it has answered
            redirection.to(target);
        }
        TrackingCommand command = TrackingCommand.of(request, asked, target);
        ByteBuf bytes = command.forNode(asked.redirects() ? redirection.number() : 0);
        pin.send(new TrackingReply(client, command, firstTarget), sequence, bytes, 0, bytes.readableBytes());
        return true;
    }

    private boolean connect(Client client, Redirection redirection, UpstreamConnection pin) {
        byte[] refusal = redirection.takeRefusal();
        if (refusal != null) {
            client.answerRefusal(refusal);
        } else if (redirection.connect(pin.node(), client::resumeLater)) {
            client.stall(Stall.CALL);
        } else {
            worker.holding().waitForMaster(client);
        }
        return !client.stalled();
    }

    /** The node's answer, which the client's state follows. Until it is here none of its commands is looked at. */
    private static final class TrackingReply implements ReplyTarget {
        private final Client client;
        private final ReplyTarget inner;
        private final @Nullable TrackingCommand on;
        private final boolean firstTarget;

        /**
         * @param on the command that switches it on; null for off
         * @param firstTarget true when another client is told from now on, unless the node refuses
         */
        TrackingReply(Client client, @Nullable TrackingCommand on, boolean firstTarget) {
            this.firstTarget = firstTarget;
            this.client = client;
            this.inner = client.pinnedReplies();
            this.on = on;
        }

        @Override
        public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
            Listening listening = client.session().listening();
            if (listening != null) {
                listening.tracks(on);
            }
            inner.replies(from, sequence, count, bytes, start, length);
            settled();
        }

        @Override
        public void error(
                UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
            inner.error(from, sequence, bytes, start, length, command);
            failed();
        }

        @Override
        public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
            return inner.part(from, sequence, bytes, start, length);
        }

        @Override
        public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
            return false;
        }

        @Override
        public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
            inner.lost(from, sequence, command, sent, partial);
            failed();
        }

        @Override
        public void refused(UpstreamConnection from, long sequence, byte[] error) {
            inner.refused(from, sequence, error);
            failed();
        }

        private void failed() {
            Listening listening = client.session().listening();
            if (firstTarget && listening != null) {
                listening.redirection().to(0);
            }
            settled();
        }

        private void settled() {
            client.session().settled();
            client.resumeLater();
        }
    }
}
