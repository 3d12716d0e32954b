package dev.redisrouter.core.upstream;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.topology.NodeAddress;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPromise;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node that does what its test says: takes connections or does not, answers the handshake, and keeps every other
 * command until it is told the answer.
 */
public final class FakeNode {
    public static final String HELLO = "*4\r\n$6\r\nserver\r\n$5\r\nredis\r\n$2\r\nid\r\n:77\r\n";

    /** How it takes the next connection. */
    public enum Door {
        OPEN,
        /** Refuses. */
        SHUT,
        /** Refuses before the attempt to connect has returned. */
        SHUT_AT_ONCE,
        /** Never says anything. */
        SILENT
    }

    private final FakeLoop loop;
    private final Node node;
    private final List<FakeConnection> connections = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private Door door = Door.OPEN;
    private int attempts;
    private Function<String, @Nullable String> script = command -> null;

    public FakeNode(FakeLoop loop, int slot) {
        this.loop = loop;
        this.node = new Node(new NodeAddress("node" + slot, 6379), slot, 1, "", 0);
    }

    public Node node() {
        return node;
    }

    public FakeNode door(Door next) {
        door = next;
        return this;
    }

    /** What it answers at once, by command; null to keep the command. Asked before the usual answers to a handshake. */
    public FakeNode answers(Function<String, @Nullable String> replies) {
        script = replies;
        return this;
    }

    /** All commands of all connections in the order of their arrival, those of handshakes left out. */
    public List<String> received() {
        settle();
        return List.copyOf(received);
    }

    /** How often it was tried to connect to it. */
    public int attempts() {
        return attempts;
    }

    /** All connections that were opened, oldest first. */
    public List<FakeConnection> connections() {
        settle();
        return connections;
    }

    public List<FakeConnection> open() {
        return connections().stream().filter(c -> c.channel().isActive()).toList();
    }

    /** The newest connection. */
    public FakeConnection connection() {
        return connections().get(connections.size() - 1);
    }

    /** Answers the oldest unanswered command of the newest connection that has any. */
    public void answer(String... replies) {
        for (String reply : replies) {
            settle();
            FakeConnection to = connections.stream()
                    .filter(c -> c.channel().isActive() && c.unanswered() > 0)
                    .reduce((older, newer) -> newer)
                    .orElseThrow(() -> new IllegalStateException(node + ": nothing to answer with " + reply));
            to.answer(reply);
        }
        settle();
    }

    /** Runs the loop and takes in what was sent, until nothing happens any more. */
    private void settle() {
        loop.run();
        while (read()) {
            loop.run();
        }
    }

    /** Takes in what was sent; true if that was anything. */
    boolean read() {
        boolean any = false;
        for (FakeConnection connection : List.copyOf(connections)) {
            any |= connection.read();
        }
        return any;
    }

    @Nullable
    String reply(String command) {
        String scripted = script.apply(command);
        if (scripted != null) {
            return scripted;
        }
        if (command.startsWith("HELLO ")) {
            return HELLO;
        }
        return command.matches("(AUTH|SELECT) .*") ? "+OK\r\n" : null;
    }

    void received(String command) {
        received.add(command);
    }

    ChannelFuture connect(ChannelHandler handler) {
        attempts++;
        FakeChannel channel = new FakeChannel(loop, handler);
        ChannelPromise promise = channel.newPromise();
        switch (door) {
            case OPEN -> {
                connections.add(new FakeConnection(this, channel));
                loop.eventLoop().execute(promise::trySuccess);
            }
            case SHUT -> loop.eventLoop().execute(() -> promise.tryFailure(new ConnectException("refused")));
            case SHUT_AT_ONCE -> promise.setFailure(new ConnectException("refused at once"));
            case SILENT -> {}
        }
        return promise;
    }
}
