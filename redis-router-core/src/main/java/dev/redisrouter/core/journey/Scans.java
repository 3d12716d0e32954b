package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.route.ScanCursor;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Puts the cursors of SCAN and its relatives right: the client's for the node, and the node's for the client. Only on its
 * event loop.
 */
final class Scans {
    /*
     * Which cursor the node gets is settled only when the command is given to a connection, since until then it may move
     * to another node. From there on its bytes hold a cursor of that node alone, so whatever is sent again begins anew.
     */
    private static final int SIZE = 256;
    private static final int SIZE_KEPT = 64 * 1024;

    private final Worker worker;
    private final ByteBuf rewritten = Unpooled.buffer(SIZE);
    private final RequestDecoder decoder = new RequestDecoder(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    Scans(Worker worker) {
        this.worker = worker;
    }

    /** The cursor that the client gave, 0 when it gave none; {@link ScanCursor#FOREIGN} when it is unreadable. */
    static long cursor(Request request, CommandSpec spec) {
        int argument = argument(spec);
        return argument < request.argumentCount()
                ? ScanCursor.parse(request.frame(), request.argumentOffset(argument), request.argumentLength(argument))
                : 0;
    }

    private static int argument(CommandSpec spec) {
        return spec.kind() == Kind.SCAN ? 1 : 2;
    }

    /** Sends a scan, its cursor put right for this connection's node. */
    void send(UpstreamConnection connection, Client client, long sequence, Request request, CommandSpec spec) {
        Node node = connection.node();
        int process = node.process();
        long cursor = cursor(request, spec);
        long own = cursor > 0 ? ScanCursor.forNode(cursor, process, isMaster(node)) : cursor;
        ScanReply reply = new ScanReply(worker, this, client.sharedTarget(sequence), spec, process, own != 0);
        if (own == cursor) {
            int start = request.frameStart();
            connection.send(reply, sequence, request.frame(), start, request.frameEnd() - start);
        } else {
            ByteBuf bytes = withCursor(request, argument(spec), own);
            connection.send(reply, sequence, bytes, 0, bytes.readableBytes());
        }
    }

    /**
     * A scan for a connection whose replies nobody looks into, as on a pin: without a number of ours in its cursor. To be
     * used up before the next call.
     *
     * @param node where it will be sent; null when that is not known, which makes it begin anew
     */
    Request forPin(Request request, CommandSpec spec, @Nullable Node node) {
        long cursor = cursor(request, spec);
        if (cursor <= 0) {
            return request;
        }
        long own = node == null ? 0 : ScanCursor.forNode(cursor, node.process(), isMaster(node));
        return own == cursor ? request : decoded(withCursor(request, argument(spec), own));
    }

    /** A command as it was sent to a node, for another one: from the beginning. Used up before the next call. */
    ByteBuf anew(ByteBuf command, CommandSpec spec) {
        Request request = decoded(command);
        return cursor(request, spec) > 0 ? withCursor(request, argument(spec), 0) : command;
    }

    boolean isMaster(Node node) {
        return node == worker.view().master();
    }

    private Request decoded(ByteBuf command) {
        RequestDecoder.Result result = decoder.next(command.duplicate());
        if (result != RequestDecoder.Result.FRAME) {
            throw new IllegalStateException("scan: " + result + " (expected: FRAME)");
        }
        return decoder;
    }

    private ByteBuf withCursor(Request request, int argument, long cursor) {
        if (rewritten.capacity() > SIZE_KEPT) {
            rewritten.clear().capacity(SIZE);
        }
        ByteBuf out = rewritten.clear();
        ByteBuf frame = request.frame();
        int before = request.argumentOffset(argument - 1) + request.argumentLength(argument - 1) + 2;
        int behind = request.argumentOffset(argument) + request.argumentLength(argument) + 2;
        out.writeBytes(frame, request.frameStart(), before - request.frameStart());
        RespWriter.bulk(out, Long.toString(cursor));
        return out.writeBytes(frame, behind, request.frameEnd() - behind);
    }
}
