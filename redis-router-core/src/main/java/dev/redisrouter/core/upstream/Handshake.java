package dev.redisrouter.core.upstream;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets a fresh connection to its profile: {@code HELLO} with the protocol version and the credentials, then {@code
 * SELECT}. Rests on Redis 6.0 or later, which know {@code HELLO}. Only on the event loop.
 */
final class Handshake implements ReplyTarget {
    private final UpstreamConnection connection;
    private int due;
    private byte[] hello = new byte[0];

    Handshake(UpstreamConnection connection) {
        this.connection = connection;
    }

    /** The handshake's commands, to be sent before any other. */
    List<ByteBuf> commands(Profile profile) {
        List<ByteBuf> commands = new ArrayList<>();
        commands.add(hello(profile));
        if (profile.database() != 0) {
            commands.add(command("SELECT", Integer.toString(profile.database())));
        }
        due = commands.size();
        return commands;
    }

    /** The node's reply to {@code HELLO}; empty until it came. */
    byte[] hello() {
        return hello;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        if (hello.length == 0) {
            hello = new byte[length];
            bytes.getBytes(start, hello);
        }
        due -= count;
        if (due == 0) {
            connection.handshakeDone();
        }
    }

    @Override
    public void error(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length, ByteBuf command) {
        byte[] error = new byte[length];
        bytes.getBytes(start, error);
        connection.handshakeRefused(error);
    }

    @Override
    public boolean part(UpstreamConnection from, long sequence, ByteBuf bytes, int start, int length) {
        return false;
    }

    @Override
    public boolean reclaim(UpstreamConnection from, long sequence, ByteBuf command) {
        return false;
    }

    @Override
    public void lost(UpstreamConnection from, long sequence, ByteBuf command, boolean sent, boolean partial) {
        // nobody asked for it but the connection itself, which knows
    }

    @Override
    public void refused(UpstreamConnection from, long sequence, byte[] error) {
        // as with lost
    }

    private static ByteBuf hello(Profile profile) {
        String protocol = Integer.toString(profile.protocol());
        Credentials credentials = profile.credentials();
        return credentials
                .password()
                .map(password -> command(
                        "HELLO", protocol, "AUTH", credentials.username().orElse("default"), password))
                .orElseGet(() -> command("HELLO", protocol));
    }

    private static ByteBuf command(String... words) {
        ByteBuf out = Unpooled.buffer();
        byte[][] arguments = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].getBytes(StandardCharsets.UTF_8);
        }
        RespWriter.command(out, arguments);
        return out;
    }
}
