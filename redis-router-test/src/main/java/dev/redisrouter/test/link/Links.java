package dev.redisrouter.test.link;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** The open connections of one proxy, and what is wrong with them. Only on the proxy's thread. */
final class Links {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final NodeAddress server;
    private final Selector selector;
    private final Fault fault = new Fault();
    private final List<Link> open = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    Links(NodeAddress server, Selector selector) {
        this.server = server;
        this.selector = selector;
    }

    Fault fault() {
        return fault;
    }

    int size() {
        return open.size();
    }

    void accept(ServerSocketChannel listener) throws IOException {
        for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
            if (fault.isRefusing()) {
                Link.reset(client);
            } else {
                open.add(Link.of(client, server, fault, selector));
            }
        }
    }

    /** Lets each do what it can, and returns how many nanoseconds the next may be waited for. */
    long goOn() {
        open.removeIf(link -> !link.goOn(buffer));
        open.forEach(link -> link.register(selector));
        return open.stream().mapToLong(Link::untilDue).min().orElse(Long.MAX_VALUE);
    }

    void reset() {
        open.forEach(Link::reset);
        open.clear();
    }
}
