package dev.redisrouter.core.journey;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code CLIENT UNBLOCK}: the node on which a client waits is told to let its connection go, by the id that it has
 * there. Only on its event loop.
 */
final class Unblocking {
    /** The command to unblock and this one travel on two connections, and may arrive in another order than sent. */
    private static final int ATTEMPTS = 3;

    private final Worker worker;

    Unblocking(Worker worker) {
        this.worker = worker;
    }

    /** On the event loop of the client that asks. */
    void unblock(Request request, Answer answer) {
        int arguments = request.argumentCount();
        if (arguments > 4 && !worker.server().toleratesMoreArguments()) {
            answer.giveError(ErrorKind.USAGE, Arguments.tooManyForSubcommand(request));
            return;
        }
        boolean error = arguments == 4 && Arguments.is(request, 3, "ERROR");
        if (arguments == 4 && !error && !Arguments.is(request, 3, "TIMEOUT")) {
            answer.giveError(ErrorKind.USAGE, "ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
            return;
        }
        long id;
        try {
            id = Arguments.integer(request, 2);
        } catch (NumberFormatException e) {
            answer.giveError(ErrorKind.USAGE, "ERR value is not an integer or out of range");
            return;
        }
        String reason = error ? "ERROR" : "TIMEOUT";
        Consumer<byte @Nullable []> give = reply -> worker.post(() -> give(reply, answer));
        worker.workers().ask(worker, asked -> asked.unblocking().begin(id, reason, give), found -> {
            if (!found.contains(true)) {
                give(null, answer);
            }
        });
    }

    private static void give(byte @Nullable [] reply, Answer answer) {
        ByteBuf bytes = Unpooled.buffer(16);
        if (reply == null) {
            FixedReply.ZERO.writeTo(bytes);
        } else {
            bytes.writeBytes(reply);
        }
        answer.give(bytes);
    }

    /**
     * On the event loop of the client that may be blocked; false when it is not one of this loop's, or not blocked.
     *
     * @param then gets the node's reply, or null when it cannot be asked; called on this event loop
     */
    private boolean begin(long id, String reason, Consumer<byte @Nullable []> then) {
        Client client = worker.client(id);
        UpstreamConnection pin = client == null ? null : client.session().pin();
        if (client == null || pin == null || !client.session().blocked()) {
            return false;
        }
        // whoever had this connection next could be unblocked instead
        client.session().pinUnblocked();
        pin.whenSettled(() -> attempt(client, pin, reason, ATTEMPTS, then));
        return true;
    }

    private void attempt(
            Client client, UpstreamConnection pin, String reason, int attempts, Consumer<byte @Nullable []> then) {
        long nodesId = HelloReply.id(pin.hello());
        Node node = pin.node();
        if (!pin.ready() || nodesId < 0) {
            then.accept(null);
            return;
        }
        NodeCall.send(
                worker.upstreams().shared(worker.defaultProfile()).to(node),
                reply -> {
                    boolean still =
                            client.session().pin() == pin && client.session().blocked();
                    if (isZero(reply) && still && attempts > 1) {
                        attempt(client, pin, reason, attempts - 1, then);
                    } else {
                        then.accept(reply);
                    }
                },
                "CLIENT",
                "UNBLOCK",
                Long.toString(nodesId),
                reason);
    }

    private static boolean isZero(byte @Nullable [] reply) {
        return reply != null && reply.length > 1 && reply[0] == ':' && reply[1] == '0';
    }
}
