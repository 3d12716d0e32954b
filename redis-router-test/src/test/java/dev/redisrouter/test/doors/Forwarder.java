package dev.redisrouter.test.doors;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another address of a server: passes bytes on in both directions. */
final class Forwarder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private final ServerSocket server;
    private final NodeAddress to;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    Forwarder(String host, NodeAddress to) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getByName(host));
        this.to = to;
        start(this::accept);
    }

    NodeAddress address() {
        return new NodeAddress(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket node = new Socket(to.host(), to.port());
            open.add(client);
            open.add(node);
            start(() -> pass(client, node));
            start(() -> pass(node, client));
        }
    }

    /** Until one of them ends; then both do. */
    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                LOG.debug("a connection ended", e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
