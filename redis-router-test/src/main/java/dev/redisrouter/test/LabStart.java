package dev.redisrouter.test;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.test.process.Keeper;
import dev.redisrouter.test.process.ReservedPorts;
import dev.redisrouter.test.process.ServerBinary;
import dev.redisrouter.test.tls.SelfSigned;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a {@link LabSpec} into a running {@link RedisLab}: ports, files, processes, and the wait until all know each other.
 * For one thread, and one start.
 *
 * <p>The order saves seconds: a replica that finds no master tries again after 1 s, and a Sentinel asks a master that it
 * has just met at once and then only after 10 s by its own timers. So the master comes first, and with those timers the
 * replicas are in step before the Sentinels start.
 */
final class LabStart {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLab.class);
    private static final String HOST = "127.0.0.1";
    private static final int ATTEMPTS = 5;

    private final LabSpec spec;
    private final Keeper keeper;
    private final ReservedPorts ports;

    private LabStart(LabSpec spec, Keeper keeper, ReservedPorts ports) {
        this.spec = spec;
        this.keeper = keeper;
        this.ports = ports;
    }

    /** Starts once more, with other ports, when another process was quicker to take one. */
    static RedisLab start(LabSpec spec) {
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(spec);
            } catch (PortTakenException e) {
                LOG.info("redis-lab starts again attempt={} reason=\"a port was taken\"", attempt);
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (IOException e) {
                throw new LabException("the lab did not start: " + e.getMessage(), e);
            }
        }
    }

    private static RedisLab startOnce(LabSpec spec) throws IOException {
        long begin = System.nanoTime();
        Keeper keeper = Keeper.open();
        ReservedPorts ports = new ReservedPorts(hosts(spec));
        try {
            RedisLab lab = new LabStart(spec, keeper, ports).assemble();
            LOG.debug("redis-lab started {} millis={}", lab, (System.nanoTime() - begin) / 1_000_000);
            return lab;
        } catch (IOException | RuntimeException e) {
            ports.close();
            try {
                keeper.close();
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private RedisLab assemble() throws IOException {
        Path binary = ServerBinary.locate(spec.server(), keeper.directory());
        SelfSigned tls = spec.access().tls() ? SelfSigned.create(keeper.directory(), hosts(spec)) : null;
        List<LabNode> nodes = nodes(binary, tls);
        List<LabNode> sentinels = sentinels(binary, tls, nodes.get(0).announcedAddress());
        RedisLab lab = new RedisLab(spec, keeper, ports, nodes, sentinels, tls);
        bringUp(nodes, sentinels);
        lab.awaitSettled(spec.startTimeout());
        return lab;
    }

    private List<LabNode> nodes(Path binary, @Nullable SelfSigned tls) throws IOException {
        List<LabServer> servers = servers("node", 1 + spec.replicas());
        NodeAddress first = servers.get(0).announced();
        List<LabNode> nodes = new ArrayList<>();
        for (LabServer server : servers) {
            NodeAddress master = server.index() == 0 ? null : first;
            Files.writeString(server.configFile(), ConfigFile.node(spec, server, master, tls));
            List<String> command =
                    List.of(binary.toString(), server.configFile().toString());
            nodes.add(new LabNode(
                    server, keeper, command, door(server, spec.access().nodes(), tls), AtStart.NOTHING));
        }
        return List.copyOf(nodes);
    }

    private List<LabNode> sentinels(Path binary, @Nullable SelfSigned tls, NodeAddress master) throws IOException {
        AtStart atStart = spec.timing().fast() ? AtStart.FAST_TIMERS : AtStart.NOTHING;
        List<LabNode> sentinels = new ArrayList<>();
        for (LabServer server : servers("sentinel", spec.sentinels())) {
            Files.writeString(server.configFile(), ConfigFile.sentinel(spec, server, master, tls));
            List<String> command =
                    List.of(binary.toString(), server.configFile().toString(), "--sentinel");
            sentinels.add(new LabNode(
                    server, keeper, command, door(server, spec.access().sentinels(), tls), atStart));
        }
        return List.copyOf(sentinels);
    }

    private List<LabServer> servers(String kind, int count) throws IOException {
        List<LabServer> servers = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String name = kind + "-" + index;
            int port = ports.next();
            NodeAddress address = new NodeAddress(HOST, port);
            NodeAddress announced =
                    new NodeAddress(spec.access().announcedHost().orElse(HOST), port);
            Path directory = Files.createDirectory(keeper.directory().resolve(name));
            servers.add(new LabServer(name, index, address, announced, directory));
        }
        return servers;
    }

    private void bringUp(List<LabNode> nodes, List<LabNode> sentinels) {
        launch(nodes.subList(0, 1));
        awaitAnswers(nodes.subList(0, 1));
        launch(nodes.subList(1, nodes.size()));
        if (!spec.timing().fast()) {
            LabView dataOnly = new LabView(nodes, List.of(), spec.masterName());
            awaitAnswers(nodes);
            Awaiting.noComplaints("replication", spec.startTimeout(), dataOnly::complaints);
        }
        launch(sentinels);
        awaitAnswers(nodes);
        awaitAnswers(sentinels);
    }

    private static void launch(List<LabNode> servers) {
        servers.forEach(LabNode::launch);
    }

    private void awaitAnswers(List<LabNode> servers) {
        servers.forEach(server -> server.awaitAnswer(spec.startTimeout()));
    }

    private static Door door(LabServer server, Credentials credentials, @Nullable SelfSigned tls) {
        SocketFactory sockets = tls == null ? SocketFactory.getDefault() : tls.sockets();
        return new Door(server.address(), sockets, credentials);
    }

    private static List<String> hosts(LabSpec spec) {
        Set<String> hosts = new LinkedHashSet<>(Set.of(HOST));
        spec.access().announcedHost().ifPresent(hosts::add);
        return List.copyOf(hosts);
    }
}
