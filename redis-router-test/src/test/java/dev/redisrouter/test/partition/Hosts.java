package dev.redisrouter.test.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hosts on two sides of one cable that can be pulled: network namespaces, each with an address, on two bridges. For one
 * thread; one at a time.
 */
final class Hosts implements AutoCloseable {
    private final String prefix = "rr" + ProcessHandle.current().pid() + "-";
    private final String network = prefix + "net";
    private final List<String> spaces = new ArrayList<>();

    private Hosts() {}

    /** Why there can be none here; empty when there can. */
    static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("network namespaces need root");
        }
        for (String program : List.of("ip", "nsenter")) {
            boolean there = Arrays.stream(
                            System.getenv().getOrDefault("PATH", "").split(":"))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            if (!there) {
                return Optional.of(program + " is not on the PATH");
            }
        }
        try {
            open(1, 1).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("no network namespace can be made: " + e.getMessage());
        }
    }

    /** So many hosts on either side, cabled. */
    static Hosts open(int near, int far) throws IOException {
        Hosts hosts = new Hosts();
        try {
            hosts.build(near, far);
            return hosts;
        } catch (IOException e) {
            hosts.close();
            throw e;
        }
    }

    private void build(int near, int far) throws IOException {
        add(network);
        for (String side : List.of("near", "far")) {
            inNetwork("link", "add", side, "type", "bridge");
            inNetwork("link", "set", side, "up");
        }
        inNetwork("link", "add", "cable", "type", "veth", "peer", "name", "cable-far");
        inNetwork("link", "set", "cable", "master", "near", "up");
        inNetwork("link", "set", "cable-far", "master", "far", "up");
        for (int host = 0; host < near + far; host++) {
            add(space(host));
            String port = "port" + host;
            inNetwork("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", space(host));
            inNetwork("link", "set", port, "master", host < near ? "near" : "far", "up");
            run("ip", "-n", space(host), "address", "add", address(host) + "/24", "dev", "eth0");
            run("ip", "-n", space(host), "link", "set", "eth0", "up");
            run("ip", "-n", space(host), "link", "set", "lo", "up");
        }
    }

    String address(int host) {
        return "10.0.0." + (host + 1);
    }

    /** This command, but on that host. */
    List<String> on(int host, List<String> command) {
        List<String> there = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + space(host)));
        there.addAll(command);
        return there;
    }

    /** From now on no packet goes from one side to the other. */
    void cut() throws IOException {
        inNetwork("link", "set", "cable", "down");
    }

    void heal() throws IOException {
        inNetwork("link", "set", "cable", "up");
    }

    /** What runs on the hosts must have ended. */
    @Override
    public void close() throws IOException {
        for (String space : spaces) {
            run("ip", "netns", "del", space);
        }
        spaces.clear();
    }

    private void add(String space) throws IOException {
        run("ip", "netns", "add", space);
        spaces.add(space);
    }

    private String space(int host) {
        return prefix + host;
    }

    private void inNetwork(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", network));
        command.addAll(Arrays.asList(words));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }
}
