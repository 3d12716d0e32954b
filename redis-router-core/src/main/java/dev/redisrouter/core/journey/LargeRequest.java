package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.resp.RequestTail;
import dev.redisrouter.core.session.Demand;
import dev.redisrouter.core.session.Move;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A request that is passed on while it comes, for it is too large to be kept: on its client's pin, since a client that is
 * slow to send the rest must not hold up others. So it goes to the master, even if it reads, and cannot be sent again. Only
 * on the client's event loop.
 */
final class LargeRequest {
    /** Of the argument that is not here yet. Below it, keeping costs less than a connection. */
    static final int LEAST_BYTES = 1024 * 1024;

    private final @Nullable Client client;
    private final @Nullable UpstreamConnection pin;
    private final long sequence;
    private final RequestTail tail;

    private LargeRequest(@Nullable Client client, @Nullable UpstreamConnection pin, long sequence, RequestTail tail) {
        this.client = client;
        this.pin = pin;
        this.sequence = sequence;
        this.tail = tail;
    }

    /** One whose head has been sent on the pin, and whose reply has this place. */
    static LargeRequest begun(Client client, UpstreamConnection pin, long sequence, RequestTail tail) {
        return new LargeRequest(client, pin, sequence, tail);
    }

    /** One that has its answer already, and is read to its end all the same. */
    static LargeRequest thrownAway(RequestTail tail) {
        return new LargeRequest(null, null, 0, tail);
    }

    /** True when a command may go to the master on a pin without changing what its client is. */
    static boolean fits(Phase phase, CommandSpec spec, Move move) {
        boolean simple = spec.kind() == Kind.READ || spec.kind() == Kind.WRITE;
        return simple && !phase.listening() && (move.demand() == Demand.SHARED || move.demand() == Demand.PIN);
    }

    /** Takes what belongs to the request. */
    RequestTail.Result passOn(ByteBuf source) {
        int most = source.readableBytes() + 32;
        ByteBuf bytes = source.alloc().directBuffer(most);
        RequestTail.Result result = tail.read(source, bytes);
        if (pin == null || client == null || result == RequestTail.Result.MALFORMED) {
            bytes.release();
            return result;
        }
        pin.stream(bytes, result == RequestTail.Result.END);
        if (pin.full()) {
            client.stall(Stall.CALL);
            pin.whenRoom(client::resumeLater);
        }
        return result;
    }

    /** After {@code MALFORMED}: answers with what Redis says before it closes; nothing of it is executed. */
    void refuse(Client sender) {
        byte[] error = tail.error();
        if (pin == null || !pin.ready()) {
            sender.closeAfter(error);
            return;
        }
        pin.abandonStream();
        sender.session().dropPin();
        sender.fill(sequence, 1, Unpooled.wrappedBuffer(error), 0, error.length);
        sender.finish();
    }
}
