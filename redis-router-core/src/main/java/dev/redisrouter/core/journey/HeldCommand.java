package dev.redisrouter.core.journey;

import dev.redisrouter.core.hold.Held;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A command of one client, with its place among the replies, that waits for a node. Owns a copy of its bytes. */
final class HeldCommand implements Held {
    private final Worker worker;
    private final Client client;
    private final long sequence;
    private final ByteBuf command;
    private final long notBefore;

    /** @param notBefore the time of the router's clock before which it is not sent */
    HeldCommand(Worker worker, Client client, long sequence, Request request, long notBefore) {
        this.notBefore = notBefore;
        this.worker = worker;
        this.client = client;
        this.sequence = sequence;
        int length = request.frameEnd() - request.frameStart();
        this.command =
                ByteBufAllocator.DEFAULT.buffer(length).writeBytes(request.frame(), request.frameStart(), length);
        client.sharedReplies().held(1);
    }

    @Override
    public Object owner() {
        return client;
    }

    @Override
    public int bytes() {
        return command.readableBytes();
    }

    @Override
    public boolean abandoned() {
        return client.closed();
    }

    @Override
    public boolean release() {
        return worker.turn().now() >= notBefore && worker.dispatcher().release(client, sequence, command);
    }

    @Override
    public void expire() {
        worker.meters().holdExpired(1);
        client.sharedReplies()
                .fail(sequence, ErrorKind.HOLD_TIMEOUT, worker.holding().timeoutError());
    }

    @Override
    public void done() {
        client.sharedReplies().held(-1);
        command.release();
    }
}
