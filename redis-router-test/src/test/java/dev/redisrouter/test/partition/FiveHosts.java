package dev.redisrouter.test.partition;

import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.process.Keeper;
import dev.redisrouter.test.process.ServerBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A node and a Sentinel on each of five hosts; the first two, among them the first master, on the near side of the cable. */
final class FiveHosts implements AutoCloseable {
    static final String NAME = "mymaster";
    static final int NEAR = 2;
    private static final int ALL = 5;
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Sentinel's periods, shorter than its own, so that the test need not wait for them. */
    private static final List<String> QUICK = List.of("INFO-PERIOD 500", "PUBLISH-PERIOD 400", "PING-PERIOD 300");

    private final Keeper keeper;
    private final Hosts hosts;
    private final List<HostServer> nodes = new ArrayList<>();
    private final List<HostServer> sentinels = new ArrayList<>();

    FiveHosts() throws IOException {
        this.hosts = Hosts.open(NEAR, ALL - NEAR);
        this.keeper = Keeper.open();
    }

    /** Starts all servers; returns when each Sentinel knows all the others and all replicas. */
    void start() throws IOException {
        Path binary = ServerBinary.locate(null, keeper.directory());
        for (int host = 0; host < ALL; host++) {
            nodes.add(HostServer.start(keeper, hosts, host, "node-" + host, binary, node(host)));
        }
        for (int host = 0; host < ALL; host++) {
            sentinels.add(HostServer.start(keeper, hosts, host, "sentinel-" + host, binary, sentinel()));
        }
        for (HostServer sentinel : sentinels) {
            await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
                for (String period : QUICK) {
                    String[] words = period.split(" ");
                    sentinel.ask("SENTINEL", "DEBUG", words[0], words[1]);
                }
                return true;
            });
        }
        awaitSettledOn(0);
    }

    private List<String> node(int host) {
        List<String> lines = new ArrayList<>(List.of("port " + PORT, "save \"\"", "repl-diskless-sync no"));
        if (host != 0) {
            lines.add("replicaof " + hosts.address(0) + " " + PORT);
        }
        return lines;
    }

    private List<String> sentinel() {
        return List.of(
                "port " + SENTINEL_PORT,
                "sentinel monitor " + NAME + " " + hosts.address(0) + " " + PORT + " " + (ALL / 2 + 1),
                "sentinel down-after-milliseconds " + NAME + " 1000",
                "sentinel failover-timeout " + NAME + " 2000",
                "sentinel parallel-syncs " + NAME + " " + ALL);
    }

    void cut() throws IOException {
        hosts.cut();
    }

    void heal() throws IOException {
        hosts.heal();
    }

    /** Where a router on the first host finds the Sentinels. */
    String sentinelUri() {
        List<String> addresses = Stream.iterate(0, host -> host + 1)
                .limit(ALL)
                .map(host -> hosts.address(host) + ":" + SENTINEL_PORT)
                .toList();
        return "redis-sentinel://" + String.join(",", addresses) + "#" + NAME;
    }

    List<String> onFirstHost(List<String> command) {
        return hosts.on(0, command);
    }

    boolean isMaster(int host) throws IOException {
        return nodes.get(host).ask("ROLE") instanceof List<?> role && "master".equals(role.get(0));
    }

    /** Returns the host on the far side that its Sentinels, and itself, call the master. */
    int awaitMasterOnTheFarSide() {
        List<Integer> found = new ArrayList<>();
        await().atMost(SOON).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            for (int host = NEAR; host < ALL; host++) {
                if (isMaster(host) && isNamedBy(sentinels.subList(NEAR, ALL), host)) {
                    found.add(host);
                    return true;
                }
            }
            return false;
        });
        return found.get(0);
    }

    /** Returns when all follow this host's node, and all Sentinels know all of them. */
    void awaitSettledOn(int master) {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() ->
                        isMaster(master) && followers(master) == ALL - 1 && isNamedBy(sentinels, master) && allKnown());
    }

    private long followers(int master) throws IOException {
        return String.valueOf(nodes.get(master).ask("INFO", "replication"))
                .lines()
                .filter(line -> line.startsWith("slave") && line.contains("state=online"))
                .count();
    }

    private boolean isNamedBy(List<HostServer> by, int host) throws IOException {
        for (HostServer sentinel : by) {
            Object named = sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME);
            if (!List.of(hosts.address(host), String.valueOf(PORT)).equals(named)) {
                return false;
            }
        }
        return true;
    }

    private boolean allKnown() throws IOException {
        for (HostServer sentinel : sentinels) {
            boolean all = sentinel.ask("SENTINEL", "REPLICAS", NAME) instanceof List<?> replicas
                    && replicas.size() == ALL - 1
                    && sentinel.ask("SENTINEL", "SENTINELS", NAME) instanceof List<?> others
                    && others.size() == ALL - 1;
            if (!all) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        keeper.close();
        hosts.close();
    }
}
