package dev.redisrouter.benchmarks.throughput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.process.Keeper;
import dev.redisrouter.test.process.Polling;
import dev.redisrouter.test.process.ReservedPorts;
import dev.redisrouter.test.process.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A lab, and what is put in front of it, each a process of its own. They end with the stand and with this JVM, however that
 * ends, and so does the directory with what they wrote.
 */
final class Stand implements AutoCloseable {
    static final String DIRECT = "Redis, direct";
    static final String ROUTER = "redis-router";

    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int PING_MILLIS = 1_000;
    private static final byte[] PING = "*1\r\n$4\r\nPING\r\n".getBytes(UTF_8);
    private static final String PONG = "+PONG";

    private final RedisLab lab;
    private final LabNode master;
    private final Keeper keeper;
    private final ReservedPorts ports = new ReservedPorts(List.of("127.0.0.1"));
    private final List<Target> targets = new ArrayList<>();
    private final List<Target> routers = new ArrayList<>();
    private final List<ServerProcess> processes = new ArrayList<>();

    private Stand(RedisLab lab, Keeper keeper) {
        this.lab = lab;
        this.master = lab.master();
        this.keeper = keeper;
    }

    /** With the master of {@code lab} as its only target. */
    static Stand before(RedisLab lab) throws IOException {
        Stand stand = new Stand(lab, Keeper.open());
        stand.targets.add(Target.onPort(DIRECT, stand.master.pid(), stand.master.port()));
        return stand;
    }

    /** Adds the router, on a port and on a Unix socket. */
    void addRouter() throws IOException {
        addRouter(ROUTER, Transport.AUTO);
    }

    /** Adds another, which waits for the network in this way. */
    void addRouter(Transport transport) throws IOException {
        addRouter(ROUTER + ", " + transport.name().toLowerCase(Locale.ROOT), transport);
    }

    private void addRouter(String name, Transport transport) throws IOException {
        int port = ports.next();
        Path unixSocket = directory().resolve(transport + ".sock");
        long pid = start(name, RouterProcess.command(lab.sentinelUri(), transport, port, unixSocket), port);
        Target router = Target.onPort(name, pid, port);
        routers.add(router);
        targets.add(router);
        targets.add(Target.onUnixSocket(name + ", Unix socket", pid, unixSocket));
    }

    void add(Peer peer) throws IOException {
        int port = ports.next();
        int spare = ports.next();
        if (peer.configuration().isPresent()) {
            String resource = peer.configuration().get();
            Files.writeString(directory().resolve(resource), filled(Peer.template(resource), port, spare));
        }
        long pid = start(peer.name(), List.of("sh", "-c", filled(peer.command(), port, spare)), port);
        targets.add(Target.onPort(peer.name(), pid, port));
    }

    List<Target> targets() {
        return List.copyOf(targets);
    }

    /** Those of them that are routers, on their ports. */
    List<Target> routers() {
        return List.copyOf(routers);
    }

    Path directory() {
        return keeper.directory();
    }

    String redisVersion() {
        return master.info("redis_version");
    }

    /**
     * Fails when the master is another than before.
     *
     * @throws IllegalStateException since all that was measured then is of no use
     */
    void assertSameMaster() {
        if (!"master".equals(master.role())) {
            throw new IllegalStateException("master: not " + master + " any more (expected: no failover)");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            keeper.close();
            // the keeper has killed them; this JVM, whose children they are, hears of it a little later
            for (ServerProcess process : processes) {
                process.awaitExit();
            }
        } finally {
            ports.close();
        }
    }

    private String filled(String template, int port, int spare) {
        return template.replace("{port}", Integer.toString(port))
                .replace("{spare}", Integer.toString(spare))
                .replace("{master}", master.address().toString())
                .replace("{dir}", directory().toString());
    }

    /** Returns the process id when it answers. */
    private long start(String name, List<String> command, int port) throws IOException {
        Path log = directory().resolve(name + ".log");
        ServerProcess process = ServerProcess.start(keeper, name, command, log);
        processes.add(process);
        boolean answers = Polling.until(START_NANOS, () -> !process.isAlive() || answers(port));
        if (!answers || !process.isAlive()) {
            throw new IOException(name + " does not answer on port " + port + ", started with " + command
                    + "; it said: " + Files.readString(log));
        }
        return process.pid();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PING_MILLIS);
            socket.getOutputStream().write(PING);
            return PONG.equals(new String(socket.getInputStream().readNBytes(PONG.length()), UTF_8));
        } catch (IOException notYet) {
            return false;
        }
    }
}
