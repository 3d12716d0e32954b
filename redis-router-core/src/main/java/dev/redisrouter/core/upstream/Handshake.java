package dev.redisrouter.core.upstream;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets a fresh connection to its profile: credentials and protocol version with {@code HELLO} (and {@code AUTH} for a
 * password without a user), then {@code SELECT} and {@code CLIENT NO-TOUCH}. Rests on Redis 6.0 or later, which know {@code HELLO}. Only on the event loop.
 */
final class Handshake implements ReplyTarget {
    private final UpstreamConnection connection;
    private int due;
    private int helloAt;
    private int came;
    private byte[] hello = new byte[0];

    Handshake(UpstreamConnection connection) {
        this.connection = connection;
    }

    /** The handshake's commands, to be sent before any other. */
    List<ByteBuf> commands(Profile profile) {
        Credentials credentials = profile.credentials();
        String protocol = Integer.toString(profile.protocol());
        List<ByteBuf> commands = new ArrayList<>();
        if (credentials.password().isPresent() && credentials.username().isEmpty()) {
            // the form with a password alone is refused by a node without one, as its users expect
            commands.add(command("AUTH", credentials.password().get()));
        }
        helloAt = commands.size();
        commands.add(
                credentials.username().isPresent()
                        ? command(
                                "HELLO",
                                protocol,
                                "AUTH",
                                credentials.username().get(),
                                credentials.password().orElseThrow())
                        : command("HELLO", protocol));
        if (profile.database() != 0) {
            commands.add(command("SELECT", Integer.toString(profile.database())));
        }
        if (profile.noTouch()) {
            commands.add(command("CLIENT", "NO-TOUCH", "ON"));
        }
        due = commands.size();
        return commands;
    }

    /** The node's reply to {@code HELLO}; empty until it came. */
    byte[] hello() {
        return hello;
    }

    @Override
    public boolean countsForLatency() {
        return false;
    }

    @Override
    public void replies(UpstreamConnection from, long sequence, int count, ByteBuf bytes, int start, int length) {
        if (came == helloAt) {
            hello = new byte[length];
            bytes.getBytes(start, hello);
        }
        came++;
        if (came == due) {
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
