package dev.redisrouter;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.config.DurabilityConfig;
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
import java.util.function.UnaryOperator;

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
        DurabilityConfig durability,
        CommandsConfig commands,
        HealthConfig health,
        FailoverConfig failover,
        LimitsConfig limits,
        RuntimeConfig runtime) {

    /**
     * A router over Sentinels, written as {@code redis-sentinel://[[user:]password@]host[:port][,host2…]#masterName}.
     * User and password are those of the nodes; those of the Sentinels are set by {@link #sentinel}. {@code
     * rediss-sentinel} switches on TLS to nodes and Sentinels, with the defaults of {@link
     * dev.redisrouter.config.TlsConfig}. Nothing else may stand in it: a database is chosen by every client, and the rest
     * is set by the topics below. An IPv6 address stands in brackets and alone; several are given to {@link
     * SentinelConfig#of}.
     */
    public static RouterConfig of(String uri) {
        return RedisUris.sentinels(uri);
    }

    /**
     * A router over a fixed list of nodes, told apart by their {@code ROLE}; each written {@code host:port}, or all of them
     * {@code redis://[[user:]password@]host[:port]} with the same credentials. {@code rediss} (also {@code redis+ssl} and
     * {@code redis+tls}) switches on TLS, as in {@link #of(String)}.
     */
    public static RouterConfig ofNodes(String... nodes) {
        return RedisUris.nodes(nodes);
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
                DurabilityConfig.defaults(),
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
                change.apply(sentinel),
                endpoint,
                nodes,
                reads,
                durability,
                commands,
                health,
                failover,
                limits,
                runtime);
    }

    public RouterConfig endpoint(UnaryOperator<EndpointConfig> change) {
        return new RouterConfig(
                source, change.apply(endpoint), nodes, reads, durability, commands, health, failover, limits, runtime);
    }

    public RouterConfig nodes(UnaryOperator<NodesConfig> change) {
        return new RouterConfig(
                source, endpoint, change.apply(nodes), reads, durability, commands, health, failover, limits, runtime);
    }

    public RouterConfig reads(UnaryOperator<ReadsConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, change.apply(reads), durability, commands, health, failover, limits, runtime);
    }

    public RouterConfig durability(UnaryOperator<DurabilityConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, change.apply(durability), commands, health, failover, limits, runtime);
    }

    public RouterConfig commands(UnaryOperator<CommandsConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, durability, change.apply(commands), health, failover, limits, runtime);
    }

    public RouterConfig health(UnaryOperator<HealthConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, durability, commands, change.apply(health), failover, limits, runtime);
    }

    public RouterConfig failover(UnaryOperator<FailoverConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, durability, commands, health, change.apply(failover), limits, runtime);
    }

    public RouterConfig limits(UnaryOperator<LimitsConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, durability, commands, health, failover, change.apply(limits), runtime);
    }

    public RouterConfig runtime(UnaryOperator<RuntimeConfig> change) {
        return new RouterConfig(
                source, endpoint, nodes, reads, durability, commands, health, failover, limits, change.apply(runtime));
    }
}
