package dev.redisrouter.test.partition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hosts at two sites, each host a network namespace, each site a switch, and one cable between the switches. Needs Linux, root
 * and {@code ip}. The root namespace is not part of it; processes in different namespaces share the file system.
 */
final class TwoSites implements AutoCloseable {
    private static final String NETWORK = "10.213.7.";

    private final String prefix;
    private final int hosts;
    private final List<String> namespaces = new ArrayList<>();

    /**
     * Builds it.
     *
     * @param near so many hosts at the near site, which are the first
     * @param far so many at the far one
     */
    TwoSites(int near, int far) throws IOException {
        this.prefix = "rr" + ProcessHandle.current().pid() + "x";
        this.hosts = near + far;
        try {
            addNamespace("near");
            addNamespace("far");
            ip(
                    "link",
                    "add",
                    "cable",
                    "netns",
                    prefix + "near",
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "cable",
                    "netns",
                    prefix + "far");
            for (String site : List.of("near", "far")) {
                in(site, "link", "add", "switch", "type", "bridge");
                in(site, "link", "set", "switch", "up");
                in(site, "link", "set", "cable", "master", "switch");
                in(site, "link", "set", "cable", "up");
            }
            for (int host = 0; host < hosts; host++) {
                addHost(host, host < near ? "near" : "far");
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Why this machine cannot have one; empty if it can. */
    static String impossible() {
        if (!Files.exists(Path.of("/proc/self/ns/net"))) {
            return "no network namespaces here";
        }
        try {
            String probe = "rr" + ProcessHandle.current().pid() + "probe";
            ip("netns", "add", probe);
            ip("netns", "del", probe);
            return "";
        } catch (IOException e) {
            return "network namespaces need root and iproute2: " + e.getMessage();
        }
    }

    private void addHost(int host, String site) throws IOException {
        String name = "h" + host;
        addNamespace(name);
        ip("link", "add", "eth0", "netns", prefix + name, "type", "veth", "peer", "name", name, "netns", prefix + site);
        in(name, "addr", "add", address(host) + "/24", "dev", "eth0");
        in(name, "link", "set", "eth0", "up");
        in(site, "link", "set", name, "master", "switch");
        in(site, "link", "set", name, "up");
    }

    private void addNamespace(String name) throws IOException {
        ip("netns", "add", prefix + name);
        namespaces.add(prefix + name);
        in(name, "link", "set", "lo", "up");
    }

    int hosts() {
        return hosts;
    }

    String address(int host) {
        return NETWORK + (host + 1);
    }

    /** The command that runs another one on a host. */
    List<String> on(int host, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + prefix + "h" + host));
        whole.addAll(command);
        return whole;
    }

    /** From now on the sites cannot reach each other; nothing tells them so. */
    void cut() throws IOException {
        in("near", "link", "set", "cable", "down");
    }

    void mend() throws IOException {
        in("near", "link", "set", "cable", "up");
    }

    /** Removes it. Processes that still run in it lose their network. */
    @Override
    public void close() throws IOException {
        for (String namespace : List.copyOf(namespaces)) {
            ip("netns", "del", namespace);
            namespaces.remove(namespace);
        }
    }

    private void in(String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("-n", prefix + name));
        command.addAll(List.of(arguments));
        ip(command.toArray(String[]::new));
    }

    private static void ip(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
