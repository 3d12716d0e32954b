package dev.redisrouter.core.journey;

import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Has {@code WAIT} on a connection speak for everything that the master has executed by now, on whatever connection. */
final class WaitMark {
    /*
     * WAIT speaks for its own connection's last command: until Redis 7.0 for any command, and from 7.2 on, as in Valkey, for the
     * last one that was replicated, or for nothing at all, and then it answers at once. SPUBLISH is replicated, changes no
     * data, and no pattern hears it; it is there from 7.0 on. So both: PING for the servers that do not know SPUBLISH.
     */
    private static final ByteBuf PING = command("PING");

    private static final ByteBuf SPUBLISH = command("SPUBLISH", "redis-router", "");

    private WaitMark() {}

    /** @param ofSpublish gets the reply to {@code SPUBLISH}; null to discard it */
    static void send(UpstreamConnection connection, @Nullable ReplyTarget ofSpublish) {
        connection.send(null, 0, PING, 0, PING.readableBytes());
        connection.send(ofSpublish, 0, SPUBLISH, 0, SPUBLISH.readableBytes());
    }

    private static ByteBuf command(String... words) {
        ByteBuf command = Unpooled.buffer();
        RespWriter.command(command, words);
        return Unpooled.unreleasableBuffer(command.asReadOnly());
    }
}
