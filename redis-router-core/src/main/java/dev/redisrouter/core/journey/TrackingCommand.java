package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A command that switches tracking on, kept so that each master can be told of it. Immutable.
 *
 * @param target the router's id of the client to be told, for which each node has another; 0 when it is the client itself
 * @param head the command up to that id, as it came
 * @param tail what follows the id
 * @param broadcasts true when it is about prefixes
 */
record TrackingCommand(long target, byte[] head, byte[] tail, boolean broadcasts) {

    /** @param target of no meaning unless the request redirects */
    static TrackingCommand of(Request request, TrackingRequest asked, long target) {
        int start = request.frameStart();
        int end = request.frameEnd();
        if (!asked.redirects()) {
            return new TrackingCommand(0, bytes(request, start, end), new byte[0], asked.broadcasts());
        }
        int redirect = asked.redirect();
        int before = request.argumentOffset(redirect - 1) + request.argumentLength(redirect - 1) + 2;
        int behind = request.argumentOffset(redirect) + request.argumentLength(redirect) + 2;
        return new TrackingCommand(
                target, bytes(request, start, before), bytes(request, behind, end), asked.broadcasts());
    }

    private static byte[] bytes(Request request, int start, int end) {
        return ByteBufUtil.getBytes(request.frame(), start, end - start);
    }

    boolean redirects() {
        return target != 0;
    }

    /** @param told the node's id of the connection that is told; of no meaning unless it {@link #redirects} */
    ByteBuf forNode(long told) {
        ByteBuf command = Unpooled.buffer().writeBytes(head);
        if (redirects()) {
            RespWriter.bulk(command, Long.toString(told));
        }
        return command.writeBytes(tail);
    }
}
