package dev.redisrouter.core.journey;

import dev.redisrouter.core.hold.Held;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a client that listens from a connection that was lost to one to the master in use. Messages published in
 * between are missed, as they are by a client that connects anew. Only on the client's event loop.
 */
final class ListeningMove implements ReplyTarget, Held {
    /*
     * Commands without a reply come back first, one by one; those that may be executed twice are kept and sent again
     * behind what the new node is told. Then the loss itself is heard of, and the client waits like a held command,
     * within the same bounds. A half-sent transaction cannot be followed: its client is closed.
     */
    private static final Logger LOG = LoggerFactory.getLogger(ListeningMove.class);

    private record Kept(long sequence, ByteBuf command) {}

    private final Client client;
    private final Worker worker;
    private final Listening listening;
    private final Queue<Kept> kept = new ArrayDeque<>();
    private int bytes;
    private boolean transactionLost;
    /** When its connection was lost for the first time since it last heard from a node; 0 when it was not. */
    private long since;

    ListeningMove(Client client, Worker worker, Listening listening) {
        this.client = client;
        this.worker = worker;
        this.listening = listening;
    }

    /** A command on the lost connection has no reply: true when it is kept, to be sent again. */
    boolean takes(long sequence, ByteBuf command, boolean sent) {
        boolean again = switch (worker.dispatcher().spec(command).kind()) {
            // what the session is to follow, it must not be told twice of
            case TRACKING, SELECT, AUTH, HELLO -> false;
            case MULTI, EXEC, DISCARD, WATCH, UNWATCH -> {
                transactionLost = true;
                yield false;
            }
            case SUBSCRIBE, UNSUBSCRIBE, MONITOR, PING, ECHO, READ, SCAN, SCAN_KEYED -> true;
            default -> !sent;
        };
        if (!again || transactionLost || !listening.canMove() || client.closed()) {
            return false;
        }
        int length = command.readableBytes();
        kept.add(new Kept(sequence, ByteBufAllocator.DEFAULT.buffer(length).writeBytes(command.duplicate())));
        bytes += length;
        return true;
    }

    /** The connection is lost, and everything that was due on it has come back. */
    void connectionLost(UpstreamConnection from, String reason, boolean cutOff) {
        if (client.closed() || client.session().listening() != listening) {
            done();
            return;
        }
        client.session().pinLost(from);
        if (listening.redirects()) {
            // the next node does not know what this client has read, and what this one had to say may be lost
            listening.redirection().tellEverything();
        }
        if (cutOff) {
            done();
            client.close("what it was told was cut off by " + from.node());
            return;
        }
        if (transactionLost || !listening.canMove()) {
            for (Kept command : kept) {
                client.fillError(
                        command.sequence(),
                        ErrorKind.NO_NODE,
                        "MASTERDOWN The connection to the master was lost within a transaction");
            }
            done();
            LOG.debug(
                    "listener-lost client={} node={} reason=\"{}\"",
                    client.session().id(),
                    from.node(),
                    reason);
            // a client library that sees its connection close subscribes again
            client.finish();
            return;
        }
        if (from.node() == worker.view().master() && !client.channel().isWritable()) {
            // the node has ended one that does not keep up, and would again
            done();
            client.close("does not read what it listens to");
            return;
        }
        if (listening.isOver() && kept.isEmpty()) {
            Session session = client.session();
            if (session.awaited() != null) {
                // what it needs to begin: offered again, the command is answered with that
                session.refusal(from.refusal());
            }
            session.stopListening();
            client.resumeLater();
            return;
        }
        if (listening.isTracking()
                && !listening.redirects()
                && client.session().profile().protocol() == 3) {
            client.tell(Redirection.allInvalid());
        }
        if (since == 0) {
            since = worker.turn().now();
        }
        if (!worker.holding().hold(this, since)) {
            done();
            client.close("no room to wait for another master");
        }
    }

    /** A node has answered: what happens from now on is another loss. */
    void arrived() {
        if (since != 0) {
            since = 0;
            worker.meters().listenerMoved();
        }
    }

    @Override
    public Object owner() {
        return client;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public boolean abandoned() {
        return client.closed() || client.session().listening() != listening;
    }

    @Override
    public boolean release() {
        Node master = worker.view().master();
        if (master == null || (listening.redirects() && !redirectionReaches(master))) {
            return false;
        }
        UpstreamConnection pin = client.session().takePin(master);
        if (pin == null) {
            return false;
        }
        listening.tell(pin);
        for (Kept command : kept) {
            if (worker.dispatcher().spec(command.command()).writes()) {
                client.session().pinnedWriteOfAnyKey();
            }
            pin.send(
                    client.pinnedReplies(),
                    command.sequence(),
                    command.command(),
                    0,
                    command.command().readableBytes());
        }
        LOG.debug("listener-moved client={} node={}", client.session().id(), pin.node());
        client.resumeLater();
        return true;
    }

    /** What the node is told names the connection that it is to redirect to. */
    private boolean redirectionReaches(Node master) {
        Redirection redirection = listening.redirection();
        if (redirection.takeRefusal() != null) {
            client.close("the connection that it redirects to was refused by " + master);
        } else if (!redirection.reaches(master)) {
            redirection.connect(master, worker.holding()::releaseSoon);
        }
        return redirection.reaches(master);
    }

    @Override
    public void expire() {
        worker.meters().holdExpired(1);
        for (Kept command : kept) {
            client.fillError(
                    command.sequence(), ErrorKind.HOLD_TIMEOUT, worker.holding().timeoutError());
        }
        if (listening.isOver()) {
            client.session().stopListening();
            client.resumeLater();
        } else {
            LOG.debug(
                    "listener-lost client={} reason=\"no master in time\"",
                    client.session().id());
            client.finish();
        }
    }

    @Override
    public void done() {
        kept.forEach(command -> command.command().release());
        kept.clear();
        bytes = 0;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf reply, int start, int length) {
        arrived();
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf reply, int start, int length, ByteBuf command) {
        client.close("what it listens to was refused by " + from.node());
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf reply, int start, int length) {
        return false;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return false;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        // the names are known, and told again to the next node
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        client.close("its profile was refused by " + from.node());
    }
}
