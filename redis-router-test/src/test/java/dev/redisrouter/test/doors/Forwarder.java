package dev.redisrouter.test.doors;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Another address of a server: passes bytes on in both directions. */
final class Forwarder implements AutoCloseable {
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
            start(() -> client.getInputStream().transferTo(node.getOutputStream()));
            start(() -> node.getInputStream().transferTo(client.getOutputStream()));
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
                close();
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
