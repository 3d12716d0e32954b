package dev.redisrouter.test.link;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A link between a router and each node and Sentinel of a lab, and nothing between those among themselves.
 *
 * <pre>{@code
 * try (RedisLab lab = RedisLab.builder().start();
 *         LabLinks links = LabLinks.of(lab);
 *         RedisRouter router = RedisRouter.start(links.routerConfig())) {
 *     links.to(lab.master()).cut();     // Sentinel still sees the master, the router does not
 * }
 * }</pre>
 *
 * <p>The router knows every server by the address of its link, in its topology and its metrics too. Thread-safe.
 */
public final class LabLinks implements AutoCloseable {
    private final RedisLab lab;
    private final Map<LabNode, LinkProxy> links = new HashMap<>();
    private final Map<NodeAddress, NodeAddress> mapped = new HashMap<>();

    private LabLinks(RedisLab lab) {
        this.lab = lab;
        Stream.concat(lab.nodes().stream(), lab.sentinels().stream()).forEach(server -> {
            LinkProxy link = LinkProxy.to(server.address());
            links.put(server, link);
            mapped.put(server.address(), link.address());
            mapped.put(server.announcedAddress(), link.address());
        });
    }

    /** Links to all servers of this lab. */
    public static LabLinks of(RedisLab lab) {
        return new LabLinks(lab);
    }

    /** The {@linkplain RedisLab#routerConfig lab's} with the links in between, by {@code nodes.addressMapper}. */
    public RouterConfig routerConfig() {
        RouterConfig config = lab.routerConfig().nodes(nodes -> nodes.addressMapper(this::address));
        return lab.sentinels().isEmpty() ? config : config.sentinel(this::mapped);
    }

    /** The link to this server. */
    public LinkProxy to(LabNode server) {
        return Optional.ofNullable(links.get(server))
                .orElseThrow(() -> new IllegalArgumentException(server + " (expected: one of " + lab + ")"));
    }

    /** The links to all Sentinels. */
    public List<LinkProxy> toSentinels() {
        return lab.sentinels().stream().map(this::to).toList();
    }

    /** Heals every link. */
    public void heal() {
        links.values().forEach(LinkProxy::heal);
    }

    @Override
    public void close() {
        links.values().forEach(LinkProxy::close);
    }

    /** The mapper is for announced addresses; those of the configuration are taken as they are. */
    private SentinelConfig mapped(SentinelConfig config) {
        return new SentinelConfig(
                config.sentinels().stream().map(this::address).toList(),
                config.masterName(),
                config.credentials(),
                config.timeout(),
                config.refreshInterval(),
                config.tls());
    }

    private NodeAddress address(NodeAddress announced) {
        return mapped.getOrDefault(announced, announced);
    }
}
