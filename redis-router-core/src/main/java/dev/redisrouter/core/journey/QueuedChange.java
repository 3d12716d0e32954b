package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.resp.Request;
import io.netty.buffer.ByteBufUtil;

/**
 * A command sent on a pin that changes its session, or is about the router, once the node has executed it.
 *
 * @param place which element it is of the reply to {@code EXEC}, from 0
 * @param kind of the command
 * @param command its bytes as the client sent them
 */
record QueuedChange(int place, Kind kind, byte[] command) {

    static QueuedChange of(int place, CommandSpec spec, Request request) {
        return new QueuedChange(
                place,
                spec.kind(),
                ByteBufUtil.getBytes(request.frame(), request.frameStart(), request.frameEnd() - request.frameStart()));
    }
}
