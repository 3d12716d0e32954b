package dev.redisrouter;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.config.Credentials;
import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.config.FailoverConfig;
import dev.redisrouter.config.HealthConfig;
import dev.redisrouter.config.LimitsConfig;
import dev.redisrouter.config.NodesConfig;
import dev.redisrouter.config.ReadsConfig;
import dev.redisrouter.config.RuntimeConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a router is started with. Immutable; each method named like a topic returns a changed copy:
 *
 * <pre>{@code
 * RouterConfig config = RouterConfig.of("redis-sentinel://h1:26379,h2:26379,h3:26379#mymaster")
 *         .endpoint(e -> e.port(6379))
 *         .commands(c -> c.masterOnly("GET"))
 *         .failover(f -> f.holdTimeout(Duration.ofSeconds(30)));
 * }</pre>
 *
 * <p>A value that cannot be used throws {@link ConfigurationException}, which names the key, the value and what was
 * expected.
 */
public record RouterConfig(
        SourceConfig source,
        EndpointConfig endpoint,
        NodesConfig nodes,
        ReadsConfig reads,
        CommandsConfig commands,
        HealthConfig health,
        FailoverConfig failover,
        LimitsConfig limits,
        RuntimeConfig runtime) {

    private static final String SCHEME = "redis-sentinel://";

    /**
     * A router over Sentinels, written as {@code redis-sentinel://[[user:]password@]host[:port][,host2…]#masterName}.
     * User and password are those of the nodes; those of the Sentinels are set by {@link #sentinel}. Nothing else may
     * stand in it: a database is chosen by every client, and the rest is set by the topics below. An IPv6 address
     * stands in brackets and alone; several are given to {@link SentinelConfig#of}.
     */
    public static RouterConfig of(String uri) {
        RedisURI parsed = parse(uri);
        if (parsed.getSentinels().isEmpty() || parsed.getSentinelMasterId() == null || saysMore(uri)) {
            throw notASentinelUri(uri, null);
        }
        List<NodeAddress> sentinels = parsed.getSentinels().stream()
                .map(s -> new NodeAddress(withoutBrackets(s.getHost()), s.getPort()))
                .toList();
        RouterConfig config = of(SentinelConfig.of(sentinels, parsed.getSentinelMasterId()));
        Credentials credentials = credentials(parsed);
        if (credentials.present()) {
            return config.nodes(n -> n.credentials(credentials));
        }
        if (uri.indexOf('@') >= 0) {
            throw notASentinelUri(uri, null);
        }
        return config;
    }

    /** A router over a fixed list of nodes, told apart by their {@code ROLE}; each written {@code host:port}. */
    public static RouterConfig ofNodes(String... nodes) {
        return of(new SourceConfig.StaticNodes(
                Arrays.stream(nodes).map(NodeAddress::parse).toList()));
    }

    /** A router over a source of the user's. */
    public static RouterConfig of(TopologySource source) {
        return of(new SourceConfig.Custom(source));
    }

    /** A router over this source, with every other topic at its defaults. */
    public static RouterConfig of(SourceConfig source) {
        return new RouterConfig(
                source,
                EndpointConfig.defaults(),
                NodesConfig.defaults(),
                ReadsConfig.defaults(),
                CommandsConfig.defaults(),
                HealthConfig.defaults(),
                FailoverConfig.defaults(),
                LimitsConfig.defaults(),
                RuntimeConfig.defaults());
    }

    /**
     * Changes what is said about the Sentinels.
     *
     * @throws ConfigurationException when the source is not Sentinel
     */
    public RouterConfig sentinel(UnaryOperator<SentinelConfig> change) {
        if (!(source instanceof SentinelConfig sentinel)) {
            throw new ConfigurationException("source", source.getClass().getSimpleName(), "SentinelConfig");
        }
        return new RouterConfig(
                change.apply(sentinel), endpoint, nodes, reads, commands, health, failover, limits, runtime);
    }

    public RouterConfig endpoint(UnaryOperator<EndpointConfig> change) {
        return new RouterConfig(
                source, change.apply(endpoint), nodes, reads, commands, health, failover, limits, runtime);
    }

    public RouterConfig nodes(UnaryOperator<NodesConfig> change) {
        return new RouterConfig(
                source, endpoint, change.apply(nodes), reads, commands, health, failover, limits, runtime);
    }

    public RouterConfig reads(UnaryOperator<ReadsConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, change.apply(reads), commands, health, failover, limits, runtime);
    }

    public RouterConfig commands(UnaryOperator<CommandsConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, change.apply(commands), health, failover, limits, runtime);
    }

    public RouterConfig health(UnaryOperator<HealthConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, commands, change.apply(health), failover, limits, runtime);
    }

    public RouterConfig failover(UnaryOperator<FailoverConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, commands, health, change.apply(failover), limits, runtime);
    }

    public RouterConfig limits(UnaryOperator<LimitsConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, commands, health, failover, change.apply(limits), runtime);
    }

    public RouterConfig runtime(UnaryOperator<RuntimeConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, commands, health, failover, limits, change.apply(runtime));
    }

    private static RedisURI parse(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            throw notASentinelUri(uri, e);
        }
    }

    /** TLS, a database or an option that were read over would be worse than an error. */
    private static boolean saysMore(String uri) {
        URI parts = URI.create(uri);
        return !parts.getScheme().equals("redis-sentinel")
                || parts.getQuery() != null
                || !(parts.getPath().isEmpty() || parts.getPath().equals("/"));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The message leaves out what stands before an {@code @}, which may be a password; so does the missing cause. */
    private static ConfigurationException notASentinelUri(String uri, @Nullable Exception cause) {
        String expected = SCHEME + "[[user:]password@]host[:port][,host2…]#masterName";
        int at = uri.lastIndexOf('@');
        if (at >= 0) {
            String scheme = uri.startsWith(SCHEME) ? SCHEME : "";
            return new ConfigurationException("uri", scheme + "***" + uri.substring(at), expected);
        }
        return cause == null
                ? new ConfigurationException("uri", uri, expected)
                : new ConfigurationException("uri", uri, expected, cause);
    }

    private static Credentials credentials(RedisURI uri) {
        RedisCredentials found =
                uri.getCredentialsProvider().resolveCredentials().block(Duration.ofSeconds(1));
        if (found == null || !found.hasPassword()) {
            return Credentials.NONE;
        }
        String password = new String(found.getPassword());
        return found.hasUsername() ? Credentials.user(found.getUsername(), password) : Credentials.password(password);
    }
}
