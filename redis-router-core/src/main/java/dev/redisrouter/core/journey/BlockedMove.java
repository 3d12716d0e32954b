package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.hold.Held;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.session.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A blocked command on its way from a master that is gone to the next one. Owns a copy of its bytes. */
final class BlockedMove implements Held {
    private final Client client;
    private final Worker worker;
    private final long sequence;
    private final ByteBuf command;
    private final long since;

    private BlockedMove(Client client, Worker worker, long sequence, ByteBuf command) {
        this.client = client;
        this.worker = worker;
        this.sequence = sequence;
        this.command = ByteBufAllocator.DEFAULT.buffer(command.readableBytes()).writeBytes(command.duplicate());
        this.since = client.session().waitBegan();
    }

    /**
     * Takes over the command that its client waits on; false when it is none that can be carried on. What is due on the pin
     * besides would have to be carried too, so nothing may be: the client is in no other state.
     *
     * @param command its bytes, only lent
     */
    static boolean begin(Client client, Worker worker, long sequence, ByteBuf command) {
        Session session = client.session();
        boolean waits = session.phase() == Phase.OPEN && session.waitsForLong() && !client.closed();
        if (!waits || !blocks(worker, command)) {
            return false;
        }
        BlockedMove move = new BlockedMove(client, worker, sequence, command);
        if (!worker.holding().hold(move, worker.turn().now())) {
            move.done();
            return false;
        }
        session.dropPin();
        // what the client sends meanwhile comes after it
        session.unsettled();
        worker.holding().releaseSoon();
        return true;
    }

    private static boolean blocks(Worker worker, ByteBuf command) {
        Request request = worker.dispatcher().decode(command);
        return Arguments.effectiveKind(request, worker.table().lookup(request)) == Kind.BLOCKING;
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
        Request request = worker.dispatcher().decode(command);
        CommandSpec spec = worker.table().lookup(request);
        ByteBuf shorter = TimeLeft.of(request, spec, worker.turn().now() - since);
        try {
            boolean sent = worker.pins()
                    .blockAgain(client, sequence, worker.dispatcher().decode(shorter), spec);
            if (sent) {
                worker.meters().replayed(1);
                over();
            }
            return sent;
        } finally {
            shorter.release();
        }
    }

    @Override
    public void expire() {
        over();
        worker.meters().holdExpired(1);
        client.fillError(sequence, ErrorKind.UNCERTAIN, PinnedReplies.UNCERTAIN);
    }

    private void over() {
        client.session().settled();
        client.resumeLater();
    }

    @Override
    public void done() {
        command.release();
    }
}
