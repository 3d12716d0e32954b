package dev.redisrouter.test.link;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A TCP link to a server that can be made slow, be cut, reset and refused, and be healed again.
 *
 * <pre>{@code
 * try (LinkProxy link = LinkProxy.to(node.address())) {
 *     // connect to link.address() instead of node.address()
 *     link.cut();                      // nothing comes through any more, and nobody is told
 *     link.heal();                     // what was held back comes through now
 * }
 * }</pre>
 *
 * <p>A cut behaves as one in a network does to connections that stand: what is sent waits, as if TCP sent it again and
 * again, and comes through when the link heals, the end of a connection included. To new connections it is a server that
 * hangs: they are accepted, since the system does that in the proxy's name, and nobody answers.
 *
 * <p>A new proxy passes everything on at once. Each method returns when it is in force. Closing resets all connections and
 * returns when the proxy's thread has ended. Thread-safe.
 */
public final class LinkProxy implements AutoCloseable {
    private final NodeAddress server;
    private final LinkLoop loop;

    private LinkProxy(NodeAddress server, LinkLoop loop) {
        this.server = server;
        this.loop = loop;
    }

    /**
     * A link to this server, on a free port of 127.0.0.1. The server need not be there yet.
     *
     * @throws UncheckedIOException if there is no free port
     */
    public static LinkProxy to(NodeAddress server) {
        try {
            return new LinkProxy(server, LinkLoop.start(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to connect to. */
    public NodeAddress address() {
        return loop.address();
    }

    /** What is behind. */
    public NodeAddress server() {
        return server;
    }

    /** How many connections are open. */
    public int connections() {
        return loop.ask(Links::size);
    }

    /**
     * Everything takes so much longer, each way; what is on its way already is not delayed further. Zero for no delay.
     *
     * @throws IllegalArgumentException if it is negative, or above an hour
     */
    public void delay(Duration eachWay) {
        if (eachWay.isNegative() || eachWay.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("delay: " + eachWay + " (expected: 0-1 h)");
        }
        loop.tell(links -> links.fault().delay(eachWay));
    }

    /** Nothing comes through, either way. */
    public void cut() {
        cut(Direction.TO_SERVER);
        cut(Direction.TO_CLIENT);
    }

    /** Nothing comes through this way; a server that is cut off only towards the client does all that it is told. */
    public void cut(Direction direction) {
        loop.tell(links -> links.fault().cut(direction));
    }

    /** Resets all connections that stand; new ones are welcome. */
    public void reset() {
        loop.tell(Links::reset);
    }

    /** Resets each new connection as soon as it is there, as if nobody listened; those that stand go on. */
    public void refuse() {
        loop.tell(links -> links.fault().refuse());
    }

    /** Undoes delay, cut and refusal. */
    public void heal() {
        loop.tell(links -> links.fault().heal());
    }

    @Override
    public void close() {
        loop.close();
    }

    /** {@code LinkProxy[127.0.0.1:40000 to 127.0.0.1:10000]}. */
    @Override
    public String toString() {
        return "LinkProxy[" + address() + " to " + server + "]";
    }
}
