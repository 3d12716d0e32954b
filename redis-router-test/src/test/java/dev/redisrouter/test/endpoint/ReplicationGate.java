package dev.redisrouter.test.endpoint;

import dev.redisrouter.test.LabNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * Stands between a replica and its master. Shut, it lets nothing of the master's through and keeps the link up: the
 * replica goes on answering, healthy by all appearances, and falls behind.
 */
public final class ReplicationGate implements AutoCloseable {
    private final LabNode replica;
    private final LabNode master;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** Guarded by this object's monitor. */
    private boolean shut;

    private ReplicationGate(LabNode replica, LabNode master) throws IOException {
        this.replica = replica;
        this.master = master;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Puts one there, open; returns when the replica follows its master through it. */
    public static ReplicationGate between(LabNode replica, LabNode master) {
        try {
            ReplicationGate gate = new ReplicationGate(replica, master);
            start(gate::accept);
            gate.follow(gate.server.getLocalPort());
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void shut() {
        shut = true;
    }

    public synchronized void open() {
        shut = false;
        notifyAll();
    }

    /** Takes it away; returns when the replica follows its master directly, with everything that it missed. */
    @Override
    public void close() {
        try {
            open();
            follow(master.port());
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(int port) {
        replica.command("REPLICAOF", master.host(), Integer.toString(port));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> replica.info("master_link_status").equals("up")
                        && replica.info("master_port").equals(Integer.toString(port))
                        && replica.info("master_repl_offset").equals(master.info("master_repl_offset")));
    }

    private void accept() throws IOException {
        while (true) {
            Socket fromReplica = server.accept();
            Socket toMaster = new Socket(master.host(), master.port());
            sockets.add(fromReplica);
            sockets.add(toMaster);
            start(() -> copy(fromReplica, toMaster, false));
            start(() -> copy(toMaster, fromReplica, true));
        }
    }

    private void copy(Socket from, Socket to, boolean gated) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[64 * 1024];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                if (gated) {
                    pass();
                }
                out.write(bytes, 0, n);
            }
        }
    }

    private synchronized void pass() throws IOException {
        while (shut) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static void start(Copying work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // one side has gone, and with it this pair
                    }
                },
                "replication-gate");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Copying {
        void run() throws IOException;
    }
}
