package dev.redisrouter.test.partition;

import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.doors.UnixSocket;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.process.ServerBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A Redis and a Sentinel on every host of {@link TwoSites}; the first host has the master. */
final class Deployment implements AutoCloseable {
    static final int REDIS = 6379;
    static final int SENTINEL = 26379;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final TwoSites sites;
    private final Path directory;
    private final Path server;
    private final List<Process> processes = new ArrayList<>();

    Deployment(TwoSites sites, Path directory) throws IOException {
        this.sites = sites;
        this.directory = directory;
        this.server = ServerBinary.locate(null, directory);
        for (int host = 0; host < sites.hosts(); host++) {
            List<String> node = new ArrayList<>(List.of(
                    "port " + REDIS,
                    "protected-mode no",
                    "save \"\"",
                    "repl-diskless-sync-delay 0",
                    "repl-timeout 5",
                    "unixsocket " + socket("redis", host)));
            if (host > 0) {
                node.add("replicaof " + sites.address(0) + " " + REDIS);
            }
            start(host, "redis", node);
        }
        await().atMost(SOON)
                .until(() -> everyNode(host -> info(host, "connected_slaves").equals("4") || host > 0));
        for (int host = 0; host < sites.hosts(); host++) {
            start(
                    host,
                    "sentinel",
                    List.of(
                            "port " + SENTINEL,
                            "protected-mode no",
                            "unixsocket " + socket("sentinel", host),
                            "sentinel monitor mymaster " + sites.address(0) + " " + REDIS + " 3",
                            "sentinel down-after-milliseconds mymaster 1000",
                            "sentinel failover-timeout mymaster 5000",
                            "sentinel parallel-syncs mymaster 4"));
        }
        awaitSettled();
    }

    private void start(int host, String what, List<String> lines) throws IOException {
        Path home = Files.createDirectory(directory.resolve(what + host));
        Path config = home.resolve("redis.conf");
        List<String> all = new ArrayList<>(lines);
        all.add("dir " + home);
        Files.write(config, all);
        List<String> command = new ArrayList<>(List.of(server.toString(), config.toString()));
        if (what.equals("sentinel")) {
            command.add("--sentinel");
        }
        processes.add(new ProcessBuilder(sites.on(host, command))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start());
    }

    /** Returns when every Sentinel sees four replicas and four other Sentinels, all up, and all nodes follow one master. */
    void awaitSettled() {
        await().atMost(SOON).until(() -> everyNode(host -> settled(sentinel(host, "SENTINEL", "MASTER", "mymaster"))));
        await().atMost(SOON).until(() -> {
            int master = master();
            return everyNode(host -> host == master
                    ? info(host, "connected_slaves").equals("4")
                    : info(host, "master_link_status").equals("up")
                            && info(host, "master_host").equals(sites.address(master)));
        });
    }

    private static boolean settled(String fields) {
        return says(fields, "num-slaves", "4")
                && says(fields, "num-other-sentinels", "4")
                && says(fields, "flags", "master");
    }

    private static boolean says(String fields, String name, String value) {
        return fields.contains("\r\n" + name + "\r\n$" + value.length() + "\r\n" + value + "\r\n");
    }

    /** The host whose node calls itself master, if that is one; -1 for none or several. */
    int master() {
        int[] masters = masters();
        return masters.length == 1 ? masters[0] : -1;
    }

    /** Every host whose node calls itself master. */
    int[] masters() {
        return IntStream.range(0, sites.hosts())
                .filter(host -> info(host, "role").equals("master"))
                .toArray();
    }

    private interface HostTest {
        boolean holds(int host);
    }

    private boolean everyNode(HostTest test) {
        return IntStream.range(0, sites.hosts()).allMatch(test::holds);
    }

    private String info(int host, String field) {
        String text = redis(host, "INFO", "replication");
        return text.lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** Asks a node past the network, and returns the bytes of its reply; empty when it cannot be asked. */
    String redis(int host, String... command) {
        return call(socket("redis", host), command);
    }

    private String sentinel(int host, String... command) {
        return call(socket("sentinel", host), command);
    }

    private static String call(Path socket, String... command) {
        try (Wire wire = Wire.over(new UnixSocket(socket))) {
            return wire.call(command);
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private Path socket(String what, int host) {
        return directory.resolve(what + host + ".sock");
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
