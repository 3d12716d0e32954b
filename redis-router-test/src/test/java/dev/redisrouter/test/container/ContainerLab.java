package dev.redisrouter.test.container;

import static org.awaitility.Awaitility.await;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;
import redis.clients.jedis.Jedis;

/** A master, two replicas and three Sentinels, each in a container, in a network of their own. */
final class ContainerLab implements AutoCloseable {
    private static final DockerImageName IMAGE =
            DockerImageName.parse(System.getProperty("redisrouter.redis.image", "redis:7.4"));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int NODE_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final String NAME = "mymaster";

    private final Network network = Network.newNetwork();
    private final GenericContainer<?> master;
    private final List<GenericContainer<?>> replicas;
    private final List<GenericContainer<?>> sentinels;
    /** From the address inside of the network to the one outside. */
    private final Map<NodeAddress, NodeAddress> outside = new HashMap<>();

    @SuppressWarnings("resource") // closed by close()
    ContainerLab() {
        master = node("redis-server --protected-mode no --save ''");
        master.start();
        String masterIp = inside(master, NODE_PORT).host();
        replicas = List.of(
                node("redis-server --protected-mode no --save '' --replicaof " + masterIp + " " + NODE_PORT),
                node("redis-server --protected-mode no --save '' --replicaof " + masterIp + " " + NODE_PORT));
        sentinels = IntStream.range(0, 3)
                .<GenericContainer<?>>mapToObj(i -> sentinel(masterIp))
                .toList();
        Startables.deepStart(Stream.concat(replicas.stream(), sentinels.stream()))
                .join();
        nodes().forEach(node -> outside.put(inside(node, NODE_PORT), outside(node, NODE_PORT)));
        sentinels.forEach(s -> outside.put(inside(s, SENTINEL_PORT), outside(s, SENTINEL_PORT)));
        sentinels.forEach(s -> await().atMost(SOON).until(() -> seesAll(s)));
    }

    /** Master first, as they were at the start. */
    List<GenericContainer<?>> nodes() {
        return Stream.concat(Stream.of(master), replicas.stream()).toList();
    }

    GenericContainer<?> firstMaster() {
        return master;
    }

    /** Where a node can be reached from here. */
    NodeAddress address(GenericContainer<?> node) {
        return outside(node, NODE_PORT);
    }

    /** One Sentinel is configured, the others are discovered; all that they announce has to be mapped. */
    RouterConfig routerConfig() {
        return RouterConfig.of(SentinelConfig.of(List.of(outside(sentinels.get(0), SENTINEL_PORT)), NAME))
                .nodes(n -> n.addressMapper(announced -> outside.getOrDefault(announced, announced)));
    }

    Jedis client(GenericContainer<?> node) {
        return new Jedis(node.getHost(), node.getMappedPort(NODE_PORT), 5_000);
    }

    void pause(GenericContainer<?> node) {
        node.getDockerClient().pauseContainerCmd(node.getContainerId()).exec();
    }

    void unpause(GenericContainer<?> node) {
        node.getDockerClient().unpauseContainerCmd(node.getContainerId()).exec();
    }

    /** Takes a node off the network; from outside it cannot be reached either. */
    void disconnect(GenericContainer<?> node) {
        node.getDockerClient()
                .disconnectFromNetworkCmd()
                .withNetworkId(network.getId())
                .withContainerId(node.getContainerId())
                .withForce(true)
                .exec();
    }

    @Override
    public void close() {
        Stream.concat(sentinels.stream(), nodes().stream()).forEach(GenericContainer::stop);
        network.close();
    }

    private GenericContainer<?> node(String command) {
        return container(command, NODE_PORT, ".*Ready to accept connections.*");
    }

    private GenericContainer<?> sentinel(String masterIp) {
        String lines = String.join(
                "\\n",
                "port " + SENTINEL_PORT,
                "protected-mode no",
                "sentinel monitor " + NAME + " " + masterIp + " " + NODE_PORT + " 2",
                "sentinel down-after-milliseconds " + NAME + " 1000",
                "sentinel failover-timeout " + NAME + " 3000",
                "");
        return container(
                "printf '" + lines + "' >/tmp/sentinel.conf; exec redis-sentinel /tmp/sentinel.conf",
                SENTINEL_PORT,
                ".*Sentinel ID is.*");
    }

    private GenericContainer<?> container(String command, int port, String ready) {
        return new GenericContainer<>(IMAGE)
                .withNetwork(network)
                .withExposedPorts(port)
                .withCommand("sh", "-c", command.startsWith("printf") ? command : "exec " + command)
                .waitingFor(Wait.forLogMessage(ready, 1));
    }

    private static boolean seesAll(GenericContainer<?> sentinel) {
        try (Jedis client = new Jedis(sentinel.getHost(), sentinel.getMappedPort(SENTINEL_PORT), 5_000)) {
            return client.sentinelReplicas(NAME).stream()
                                    .filter(replica -> "ok".equals(replica.get("master-link-status")))
                                    .count()
                            == 2
                    && "2".equals(client.sentinelMaster(NAME).get("num-other-sentinels"));
        }
    }

    private static NodeAddress outside(GenericContainer<?> container, int port) {
        return new NodeAddress(container.getHost(), container.getMappedPort(port));
    }

    private static NodeAddress inside(GenericContainer<?> container, int port) {
        String ip = container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .findFirst()
                .orElseThrow()
                .getIpAddress();
        return new NodeAddress(String.valueOf(ip), port);
    }
}
