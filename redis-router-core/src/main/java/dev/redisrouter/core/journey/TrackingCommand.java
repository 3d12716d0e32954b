package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that switches tracking on, kept so that each master can be told of it. Immutable.
 *
 * @param arguments all of them, but without {@code REDIRECT} and its id
 * @param target the router's id of the client to be told, for which each node has another; 0 when it is the client itself
 * @param broadcasts true when it is about prefixes
 */
record TrackingCommand(List<byte[]> arguments, long target, boolean broadcasts) {

    /** @param target of no meaning unless the request redirects */
    static TrackingCommand of(Request request, TrackingRequest asked, long target) {
        List<byte[]> arguments = new ArrayList<>();
        for (int i = 0; i < request.argumentCount(); i++) {
            boolean redirect = asked.redirects() && (i == asked.redirect() - 1 || i == asked.redirect());
            if (!redirect) {
                arguments.add(
                        ByteBufUtil.getBytes(request.frame(), request.argumentOffset(i), request.argumentLength(i)));
            }
        }
        return new TrackingCommand(List.copyOf(arguments), asked.redirects() ? target : 0, asked.broadcasts());
    }

    /** @param told the node's number of the connection that is told; 0 for the one on which the command is sent */
    ByteBuf forNode(long told) {
        List<byte[]> words = new ArrayList<>(arguments);
        if (told != 0) {
            words.add("REDIRECT".getBytes(StandardCharsets.US_ASCII));
            words.add(Long.toString(told).getBytes(StandardCharsets.US_ASCII));
        }
        ByteBuf command = Unpooled.buffer();
        RespWriter.command(command, words.toArray(byte[][]::new));
        return command;
    }
}
