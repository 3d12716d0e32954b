package dev.redisrouter.core.upstream;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.core.observe.RouterMeters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event loop with connections to one {@link FakeNode}. */
final class Wire implements AutoCloseable {
    static final Profile PROFILE = new Profile(0, Credentials.NONE, 2);
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    static final int CONNECTING = 16;

    final FakeLoop loop = new FakeLoop();
    final FakeNodes nodes = new FakeNodes(loop);
    final FakeNode node = nodes.add();
    final LoopTurn turn = new LoopTurn(loop.eventLoop(), loop.clock());
    final List<String> doubts = new ArrayList<>();
    final List<UpstreamConnection> closed = new ArrayList<>();
    /** How often somebody who was turned away could try again. */
    int timesOfRoom;

    final UpstreamContext context = new UpstreamContext(
            loop.eventLoop(),
            turn,
            nodes::connect,
            CONNECT_TIMEOUT,
            CONNECTING,
            (doubted, reason) -> doubts.add(reason),
            () -> timesOfRoom++,
            new RouterMeters(Clock.systemUTC()));

    private final List<UpstreamConnection> opened = new ArrayList<>();

    /** Begins to connect; nothing is run. */
    UpstreamConnection open(Profile profile) {
        turn.begin();
        UpstreamConnection connection = UpstreamConnection.open(node.node(), profile, context, closed::add);
        opened.add(connection);
        return connection;
    }

    /** A connection with its handshake done. */
    UpstreamConnection ready() {
        UpstreamConnection connection = open(PROFILE);
        nodes.settle();
        return connection;
    }

    /** Gives the connection a command, written as words with blanks between. */
    void send(UpstreamConnection connection, @Nullable ReplyTarget target, long sequence, String command) {
        turn.begin();
        ByteBuf bytes = Unpooled.copiedBuffer(encode(command), StandardCharsets.ISO_8859_1);
        connection.send(target, sequence, bytes, 0, bytes.readableBytes());
    }

    static String encode(String command) {
        StringBuilder bytes = new StringBuilder();
        String[] words = command.split(" ", -1);
        bytes.append('*').append(words.length).append("\r\n");
        for (String word : words) {
            bytes.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return bytes.toString();
    }

    /** Ends all connections and lets go of what they wrote. */
    @Override
    public void close() {
        opened.forEach(connection -> connection.close("the test is over"));
        nodes.settle();
    }
}
