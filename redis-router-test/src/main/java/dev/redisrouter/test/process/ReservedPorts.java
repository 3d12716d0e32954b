package dev.redisrouter.test.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ports of one lab, free when looked at, and not given to another lab of this JVM until closed.
 *
 * <p>They lie below the range from which systems take the source ports of outgoing connections (32768 and up on Linux,
 * 49152 and up elsewhere): no client of the test takes the port of a server that is down for a restart, and no client
 * that reconnects to a dead server can connect to itself.
 *
 * <p>Another process may still take a port before the server does; the server then ends with an error, and the lab starts
 * once more with other ports.
 *
 * <p>Thread-safe.
 */
public final class ReservedPorts implements AutoCloseable {
    private static final int FIRST = 10_000;
    private static final int LAST = 29_999;
    private static final int ATTEMPTS = 1_000;

    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private final List<String> hosts;
    private final Collection<Integer> mine = new ArrayList<>();

    /** Ports that are free on each of {@code hosts}. */
    public ReservedPorts(List<String> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    /** Reserves one more port. */
    public synchronized int next() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (TAKEN.add(port)) {
                if (isFree(port)) {
                    mine.add(port);
                    return port;
                }
                TAKEN.remove(port);
            }
        }
        throw new IOException(
                "ports: none free among " + ATTEMPTS + " tried in " + FIRST + "-" + LAST + " on " + hosts);
    }

    private boolean isFree(int port) throws IOException {
        for (String host : hosts) {
            InetAddress address = InetAddress.getByName(host);
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(address, port));
            } catch (java.net.BindException e) {
                return false;
            }
        }
        return true;
    }

    /** Gives the ports back. Idempotent. */
    @Override
    public synchronized void close() {
        TAKEN.removeAll(mine);
        mine.clear();
    }
}
