package dev.redisrouter.core.journey;

import dev.redisrouter.config.Consistency;
import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.route.ReadRouter;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.core.route.ScanCursor;
import dev.redisrouter.core.upstream.LoopTurn;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands on shared connections: writes to the master, reads to the node that {@link ReadRouter} names, and
 * what cannot go anywhere now into the hold queue. Only on its event loop.
 */
final class Dispatcher {
    /*
     * Replies leave in request order whatever node they come from, but that is not enough to look like one server: a
     * read must also not see a write that the same client sent after it, nor miss one that it sent before. So while a
     * client's writes are unanswered its reads go to the master, behind them on the same connection; and a write waits
     * until the client's reads on other nodes are answered.
     *
     * Nor may a write overtake the one before it. While some of a client's commands are held, the others join them,
     * since the hold queue keeps the order of each client. And while its writes are on their way on a connection that
     * is no longer the master's, it waits: they may come back to be sent again.
     */
    private final Worker worker;
    private final KeyHashes keys;
    private final ReadRouter reads;
    private final boolean ordered;
    private final boolean repeatIdempotent;
    private final ReadPolicy policy;
    private final LoopTurn.Writer turnOver;
    private final RequestDecoder decoder = new RequestDecoder(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    Dispatcher(Worker worker, ReadRouter reads) {
        this.worker = worker;
        this.keys = worker.keys();
        this.reads = reads;
        this.ordered = worker.config().reads().consistency() != Consistency.EVENTUAL;
        this.repeatIdempotent = worker.config().failover().replayIdempotentWrites();
        this.turnOver = reads::turnOver;
        this.policy = worker.config().reads().policy();
    }

    /** True when a client's commands take effect in the order in which it sent them, on whatever node. */
    boolean ordered() {
        return ordered;
    }

    /** Sends a new command, or holds it; false when its client must wait before it may be looked at. */
    boolean dispatch(Client client, Request request, CommandSpec spec) {
        boolean read = spec.anyNode();
        if (!read && ordered && client.sharedReplies().readsElsewhere() > 0) {
            client.stall(Stall.READS);
            return false;
        }
        int keyCount = keys.read(request, spec, client.session().profile().database());
        UpstreamConnection connection = read
                ? connectionForRead(client, request, spec, keyCount)
                : connection(client, worker.view().master());
        SharedReplies replies = client.sharedReplies();
        if (ordered || !read) {
            if (replies.writesAwayFrom(connection)) {
                client.stall(Stall.WRITES);
                return false;
            }
            connection = replies.held() > 0 ? null : connection;
        }
        long note = note(spec, keyCount);
        boolean durable = worker.durability().concerns(request, spec, keyCount);
        Confirmer confirmer =
                durable && connection != null ? worker.durability().of(connection.node()) : null;
        if (durable && confirmer == null) {
            connection = null;
        }
        boolean elsewhere =
                connection != null && connection.node() != worker.view().master();
        long sequence = replies.reserve(Note.elsewhere(note, elsewhere && !Note.isWrite(note)), connection);
        if (Note.kind(note) == Note.WRITE_KEYS) {
            replies.keys(sequence, hashes(keyCount));
        }
        if (connection == null) {
            hold(client, sequence, request, read, worker.turn().now());
        } else {
            send(connection, client, sequence, request, spec, confirmer);
        }
        return true;
    }

    /** Sends a command again that has its place already and was not answered by this node, or holds it. */
    void again(Client client, long sequence, ByteBuf command, Node failed) {
        Request request = decode(command);
        if (!trySend(client, sequence, request, failed)) {
            hold(
                    client,
                    sequence,
                    request,
                    mayGoAnywhere(client, sequence, spec(command)),
                    worker.turn().now());
        }
    }

    /** As {@link #again}, but no sooner than after this time. */
    void againAfter(Client client, long sequence, ByteBuf command, long nanos) {
        boolean read = mayGoAnywhere(client, sequence, spec(command));
        hold(client, sequence, decode(command), read, worker.turn().now() + nanos);
    }

    /**
     * Sends a read again that may still be answered where it was sent; false when no other node can take it now. It is not
     * held then: what made its node slow may be this very read, and sent there again it would be slow again.
     *
     * @param failed the node where it was sent; null when that was only the wrong connection
     */
    boolean sendElsewhere(Client client, long sequence, ByteBuf command, @Nullable Node failed) {
        return trySend(client, sequence, decode(command), failed);
    }

    /** Asks the master what another node did not know; false when that is not possible now. */
    boolean askMaster(Client client, long sequence, ByteBuf command) {
        UpstreamConnection connection = connection(client, worker.view().master());
        if (connection == null) {
            return false;
        }
        Request request = decode(command);
        client.sharedReplies().moved(sequence, false, connection);
        send(connection, client, sequence, request, worker.table().lookup(request), null);
        return true;
    }

    /** Sends a command that was held; false when it must be held on. */
    boolean release(Client client, long sequence, ByteBuf command) {
        return trySend(client, sequence, decode(command), null);
    }

    /** @param failed a node not to ask now, since asking it again at once would lead to the same end */
    private boolean trySend(Client client, long sequence, Request request, @Nullable Node failed) {
        CommandSpec spec = worker.table().lookup(request);
        boolean read = mayGoAnywhere(client, sequence, spec);
        int keyCount = keys.read(request, spec, client.session().profile().database());
        Node master = worker.view().master();
        Node node = read ? nodeForRead(client, request, spec, keyCount) : master;
        UpstreamConnection connection = node == failed ? null : connection(client, node);
        if (connection == null && read && master != failed && (node == failed || policy != ReadPolicy.REPLICAS)) {
            node = master;
            connection = connection(client, master);
        }
        if (connection == null) {
            return false;
        }
        Confirmer confirmer = null;
        if (worker.durability().concerns(request, spec, keyCount)) {
            confirmer = worker.durability().of(connection.node());
            if (confirmer == null) {
                return false;
            }
        }
        client.sharedReplies().moved(sequence, read && node != master, connection);
        send(connection, client, sequence, request, spec, confirmer);
        return true;
    }

    private static boolean mayGoAnywhere(Client client, long sequence, CommandSpec spec) {
        return spec.anyNode() && !Note.isOnlyMaster(client.replies().note(sequence));
    }

    private static @Nullable UpstreamConnection connection(Client client, @Nullable Node node) {
        return node == null ? null : client.session().shared().to(node);
    }

    /** To the node that was chosen; while that cannot be connected to, to the master, if it may serve reads at all. */
    private @Nullable UpstreamConnection connectionForRead(
            Client client, Request request, CommandSpec spec, int keyCount) {
        UpstreamConnection connection = connection(client, nodeForRead(client, request, spec, keyCount));
        return connection == null && policy != ReadPolicy.REPLICAS
                ? connection(client, worker.view().master())
                : connection;
    }

    /** True if this reader may serve a read now whose keys were read last. */
    boolean mayServe(Node reader, CommandSpec spec, int keyCount) {
        return reads.mayServe(reader, spec, keys, keyCount, worker.turn().now());
    }

    private @Nullable Node nodeForRead(Client client, Request request, CommandSpec spec, int keyCount) {
        RoutingView view = worker.view();
        if (spec.scans()) {
            long cursor = Scans.cursor(request, spec);
            Node goesOn = reads.whereScanGoesOn(
                    view, ScanCursor.process(cursor), worker.turn().now());
            if (goesOn != null || ScanCursor.ofMaster(cursor)) {
                return goesOn != null ? goesOn : view.master();
            }
        }
        if (ordered && client.sharedReplies().writes() > 0) {
            return view.master();
        }
        boolean chosenBefore = reads.hasChosen();
        Node node = reads.route(view, spec, keys, keyCount, worker.turn().now());
        if (!chosenBefore && reads.hasChosen()) {
            worker.turn().afterwards(turnOver);
        }
        return node;
    }

    /** @param confirmer keeps the reply back until it has spoken; null for what is not durable */
    private void send(
            UpstreamConnection connection,
            Client client,
            long sequence,
            Request request,
            CommandSpec spec,
            @Nullable Confirmer confirmer) {
        if (spec.scans()) {
            worker.scans().send(connection, client, sequence, request, spec);
        } else {
            int start = request.frameStart();
            ReplyTarget target = client.sharedTarget(sequence);
            connection.send(
                    confirmer == null ? target : client.durable(target, confirmer),
                    sequence,
                    request.frame(),
                    start,
                    request.frameEnd() - start);
            if (spec.kind() == Kind.EVERYWHERE) {
                sendToOthers(connection, client, request);
            }
        }
        worker.silence().sent();
        if (connection.full()) {
            client.stall(Stall.CALL);
            connection.whenRoom(client::resumeLater);
        }
    }

    /** The other nodes' replies are not waited for: a node that did not get it answers as if it had been started anew. */
    private void sendToOthers(UpstreamConnection first, Client client, Request request) {
        int start = request.frameStart();
        for (Node node : worker.view().readers()) {
            UpstreamConnection other = node == first.node() ? null : connection(client, node);
            if (other != null) {
                other.send(null, 0, request.frame(), start, request.frameEnd() - start);
            }
        }
    }

    private void hold(Client client, long sequence, Request request, boolean read, long notBefore) {
        RoutingView view = worker.view();
        if (read
                && policy == ReadPolicy.REPLICAS
                && view.master() != null
                && view.readers().isEmpty()) {
            client.sharedReplies()
                    .fail(
                            sequence,
                            ErrorKind.NO_NODE,
                            "MASTERDOWN No replica can serve reads (reads.policy: REPLICAS)");
            return;
        }
        client.sharedReplies().moved(sequence, false, null);
        long since = client.sharedReplies().heldSince(sequence, worker.turn().now());
        if (worker.holding().waitedTooLong(since)) {
            worker.meters().holdExpired(1);
            client.sharedReplies()
                    .fail(sequence, ErrorKind.HOLD_TIMEOUT, worker.holding().timeoutError());
            return;
        }
        HeldCommand held = new HeldCommand(worker, client, sequence, request, notBefore);
        if (!worker.holding().hold(held, since)) {
            held.done();
            client.sharedReplies().fail(sequence, ErrorKind.HOLD_OVERFLOW, Holding.OVERFLOW);
        }
    }

    private long note(CommandSpec spec, int keyCount) {
        if (!spec.writes()) {
            return spec.kind() == Kind.WRITE || spec.kind() == Kind.EVERYWHERE ? Note.WRITE_NONE : Note.READ;
        }
        if (spec.keysUnknown() || keyCount == KeyHashes.UNKNOWN) {
            return Note.WRITE_ANY;
        }
        return keyCount == 1 ? Note.writeKey(keys.hash(0)) : Note.WRITE_KEYS;
    }

    private int[] hashes(int count) {
        int[] hashes = new int[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = keys.hash(i);
        }
        return hashes;
    }

    /** True when the user allows it and executing the command twice is the same as once. */
    boolean mayRepeat(ByteBuf command) {
        if (!repeatIdempotent) {
            return false;
        }
        Request request = decode(command);
        return worker.table().lookup(request).idempotent(request.argumentCount());
    }

    /** True for what may itself be the reason why its node was lost. */
    boolean repeatedOnce(ByteBuf command) {
        return worker.table().lookup(decode(command)).repeatedOnce();
    }

    /** True for what may be slow by itself wherever it is asked, and is not to be asked of a second node for that. */
    boolean mayBeSlow(ByteBuf command) {
        CommandSpec spec = worker.table().lookup(decode(command));
        return spec.readsKeyspace() || spec.repeatedOnce();
    }

    /** What a command is that was kept. */
    CommandSpec spec(ByteBuf command) {
        return worker.table().lookup(decode(command));
    }

    /** A command that was kept; valid until the next call. */
    Request decode(ByteBuf command) {
        RequestDecoder.Result result = decoder.next(command.duplicate());
        if (result != RequestDecoder.Result.FRAME) {
            throw new IllegalStateException("kept command: " + result + " (expected: FRAME)");
        }
        return decoder;
    }
}
