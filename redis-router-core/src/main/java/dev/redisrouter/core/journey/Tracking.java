package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * {@code CLIENT TRACKING}: a client that caches what it reads listens to the master for what has become invalid, and reads
 * from there alone, since only a node that was asked for a key says when it changes. Only on its event loop.
 */
final class Tracking {
    private final Worker worker;
    private final PinPath pins;

    Tracking(Worker worker, PinPath pins) {
        this.worker = worker;
        this.pins = pins;
    }

    /** Switches it on or off; false when the client was stalled and the command must be offered again. */
    boolean change(Client client, Request request, CommandSpec spec) {
        boolean on = request.argumentCount() > 2 && Arguments.is(request, 2, "ON");
        if (!spec.accepts(request.argumentCount())) {
            client.answerError(ErrorKind.USAGE, Arguments.wrongNumber(spec));
            return true;
        }
        if (redirects(request)) {
            // the other client's connection has another number on each master, and what is sent there would go astray
            client.answerError(
                    ErrorKind.REFUSED,
                    "ERR '" + Arguments.shown(spec) + "' with REDIRECT is not supported by the router");
            return true;
        }
        if (!CommandPath.quiet(client)) {
            return false;
        }
        if (client.session().listening() == null && !on) {
            answerHere(client, request);
            return true;
        }
        UpstreamConnection pin = pins.listeningPin(client);
        if (pin == null) {
            return !client.stalled();
        }
        client.session().settles();
        long sequence = client.replies().reserve(Note.PINNED);
        int start = request.frameStart();
        int length = request.frameEnd() - start;
        byte[] command = ByteBufUtil.getBytes(request.frame(), start, length);
        pin.send(new TrackingReply(client, on ? command : null), sequence, request.frame(), start, length);
        return true;
    }

    /** Off, or neither on nor off, for a client that has nothing to switch off. */
    private void answerHere(Client client, Request request) {
        if (request.argumentCount() == 3 && Arguments.is(request, 2, "OFF")) {
            ByteBuf reply = worker.scratch();
            FixedReply.OK.writeTo(reply);
            client.answer(reply);
        } else {
            client.answerError(ErrorKind.USAGE, "ERR syntax error");
        }
    }

    static boolean redirects(Request request) {
        for (int i = 3; i < request.argumentCount(); i++) {
            if (Arguments.is(request, i, "PREFIX")) {
                i++;
            } else if (Arguments.is(request, i, "REDIRECT")) {
                return true;
            }
        }
        return false;
    }

    /** The node's answer, which the client's state follows. Until it is here none of its commands is looked at. */
    private static final class TrackingReply implements ReplyTarget {
        private final Client client;
        private final ReplyTarget inner;
        private final byte @Nullable [] on;

        /** @param on the command that switches it on; null for off */
        TrackingReply(Client client, byte @Nullable [] on) {
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
            settled();
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
            settled();
        }

        @Override
        public void refused(UpstreamConnection from, long sequence, byte[] error) {
            inner.refused(from, sequence, error);
            settled();
        }

        private void settled() {
            client.session().settled();
            client.resumeLater();
        }
    }
}
