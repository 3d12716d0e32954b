package dev.redisrouter.test.link;

import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server that sends back all that comes, and tells the last byte of each read. */
final class Echo implements AutoCloseable {
    private final ServerSocket listener;
    private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();

    Echo() throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    NodeAddress address() {
        return new NodeAddress(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    /** The last byte of the next read; -1 for the end of a connection, -2 for a reset. */
    int next() throws InterruptedException {
        return received.take();
    }

    boolean hasReceived() {
        return !received.isEmpty();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] bytes = new byte[64 * 1024];
            for (int n = client.getInputStream().read(bytes);
                    n > 0;
                    n = client.getInputStream().read(bytes)) {
                received.add((int) bytes[n - 1]);
                client.getOutputStream().write(bytes, 0, n);
            }
            received.add(-1);
        } catch (IOException reset) {
            received.add(-2);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
