package dev.redisrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.topology.NodeAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value out of bounds is refused with its key, itself and what was expected; the bounds themselves are accepted. */
class BoundsTest {
    private static final EndpointTlsConfig SERVER = EndpointTlsConfig.of(Path.of("chain.pem"), Path.of("key.pem"));
    private static final NodeAddress NODE = new NodeAddress("10.0.0.1", 6379);

    private record Bad(String message, UnaryOperator<RouterConfig> change) {
        String key() {
            return message.substring(0, message.indexOf(": "));
        }

        @Override
        public String toString() {
            return message;
        }
    }

    static Stream<Bad> bad() {
        return Stream.of(
                new Bad("endpoint.port: -1 (expected: 0-65535)", r -> r.endpoint(e -> e.port(-1))),
                new Bad("endpoint.port: 65536 (expected: 0-65535)", r -> r.endpoint(e -> e.port(65536))),
                new Bad("endpoint.maxClients: 0 (expected: 1-1000000)", r -> r.endpoint(e -> e.maxClients(0))),
                new Bad(
                        "endpoint.maxClients: 1000001 (expected: 1-1000000)",
                        r -> r.endpoint(e -> e.maxClients(1_000_001))),
                new Bad(
                        "endpoint.host: 0.0.0.0 (expected: a loopback address; or before it endpoint.password,"
                                + " endpoint.tls that requires client certificates, or endpoint.allowRemote(true) to"
                                + " open it to others)",
                        r -> r.endpoint(e -> e.host("0.0.0.0"))),
                new Bad(
                        "endpoint.host: 0.0.0.0 (expected: a loopback address; or before it endpoint.password,"
                                + " endpoint.tls that requires client certificates, or endpoint.allowRemote(true) to"
                                + " open it to others)",
                        r -> r.endpoint(e -> e.tls(SERVER.clientCertificates(
                                        EndpointTlsConfig.ClientCertificates.OPTIONAL, Path.of("ca.pem")))
                                .host("0.0.0.0"))),
                new Bad("endpoint.users.default: '' (expected: a password)", r -> r.endpoint(e -> e.password(""))),
                new Bad("endpoint.users.bob: '' (expected: a password)", r -> r.endpoint(e -> e.user("bob", ""))),
                new Bad(
                        "endpoint.tls.trusted: absent (expected: a PEM file with the CAs of the clients' certificates)",
                        r -> r.endpoint(e -> e.tls(new EndpointTlsConfig(
                                SERVER.identity(), EndpointTlsConfig.ClientCertificates.REQUIRED, Optional.empty())))),
                new Bad(
                        "tls.identity.keyPassword: '' (expected: the password of key.pem)",
                        r -> r.nodes(n -> n.tls(
                                TlsConfig.defaults().identity(SERVER.identity().keyPassword(""))))),
                new Bad("endpoint.host: '' (expected: an address of this machine)", r -> r.endpoint(e -> e.host(""))),
                new Bad(
                        "nodes.connectTimeout: PT0S (expected: PT0.001S-PT24H)",
                        r -> r.nodes(n -> n.connectTimeout(Duration.ZERO))),
                new Bad("nodes.weights.10.0.0.1:6379: 0 (expected: 1-1000)", r -> r.nodes(n -> n.weight(NODE, 0))),
                new Bad(
                        "nodes.weights.10.0.0.1:6379: 1001 (expected: 1-1000)",
                        r -> r.nodes(n -> n.weight(NODE, 1_001))),
                new Bad(
                        "reads.maxStaleness: PT0S (expected: PT0.001S-PT24H)",
                        r -> r.reads(c -> c.maxStaleness(Duration.ZERO))),
                new Bad(
                        "commands.masterOnly: '' (expected: the name of a command)",
                        r -> r.commands(c -> c.masterOnly(""))),
                new Bad(
                        "commands.anyNode: ' ' (expected: the name of a command)",
                        r -> r.commands(c -> c.anyNode(" "))),
                new Bad("commands.refused: '' (expected: the name of a command)", r -> r.commands(c -> c.refuse(""))),
                new Bad(
                        "commands.anyNode: GET (expected: not in commands.masterOnly as well)",
                        r -> r.commands(c -> c.masterOnly("get").anyNode("GET"))),
                new Bad(
                        "health.probeInterval: PT0S (expected: PT0.001S-PT24H)",
                        r -> r.health(h -> h.probeInterval(Duration.ZERO))),
                new Bad(
                        "health.probeInterval: PT0.000999999S (expected: PT0.001S-PT24H)",
                        r -> r.health(h -> h.probeInterval(Duration.ofNanos(999_999)))),
                new Bad(
                        "health.probeTimeout: PT24H0.000000001S (expected: PT0.001S-PT24H)",
                        r -> r.health(h -> h.probeTimeout(Duration.ofDays(1).plusNanos(1)))),
                new Bad(
                        "health.probeTimeout: PT-1S (expected: PT0.001S-PT24H)",
                        r -> r.health(h -> h.probeTimeout(Duration.ofSeconds(-1)))),
                new Bad("health.failuresToDown: 0 (expected: 1-100)", r -> r.health(h -> h.failuresToDown(0))),
                new Bad("health.failuresToDown: 101 (expected: 1-100)", r -> r.health(h -> h.failuresToDown(101))),
                new Bad(
                        "failover.startTimeout: PT0S (expected: PT0.001S-PT24H)",
                        r -> r.failover(f -> f.startTimeout(Duration.ZERO))),
                new Bad(
                        "failover.holdTimeout: PT-0.001S (expected: PT0S-PT24H)",
                        r -> r.failover(f -> f.holdTimeout(Duration.ofMillis(-1)))),
                new Bad(
                        "failover.holdTimeout: PT24H0.001S (expected: PT0S-PT24H)",
                        r -> r.failover(f -> f.holdTimeout(Duration.ofDays(1).plusMillis(1)))),
                new Bad(
                        "failover.holdMaxCommands: -1 (expected: 0-10000000)",
                        r -> r.failover(f -> f.holdMaxCommands(-1))),
                new Bad(
                        "failover.holdMaxCommands: 10000001 (expected: 0-10000000)",
                        r -> r.failover(f -> f.holdMaxCommands(10_000_001))),
                new Bad(
                        "failover.holdMaxBytes: -1 (expected: 0-9223372036854775807)",
                        r -> r.failover(f -> f.holdMaxBytes(-1))),
                new Bad(
                        "limits.maxBulkBytes: 1048575 (expected: 1048576-2147483647)",
                        r -> r.limits(l -> l.maxBulkBytes(1_048_575))),
                new Bad("limits.maxArguments: 0 (expected: 1-2147483647)", r -> r.limits(l -> l.maxArguments(0))),
                new Bad(
                        "limits.maxRequestBytes: 1048575 (expected: 1048576-2147483647)",
                        r -> r.limits(l -> l.maxRequestBytes(1_048_575))),
                new Bad("limits.pipelineDepth: 0 (expected: 1-1000000)", r -> r.limits(l -> l.pipelineDepth(0))),
                new Bad(
                        "limits.pipelineDepth: 1000001 (expected: 1-1000000)",
                        r -> r.limits(l -> l.pipelineDepth(1_000_001))),
                new Bad(
                        "limits.outputBytes: 65535 (expected: 65536-9223372036854775807)",
                        r -> r.limits(l -> l.outputBytes(65_535))),
                new Bad(
                        "limits.outputTimeout: PT0S (expected: PT0.001S-PT24H)",
                        r -> r.limits(l -> l.outputTimeout(Duration.ZERO))),
                new Bad("runtime.eventLoops: 0 (expected: 1-128)", r -> r.runtime(t -> t.eventLoops(0))),
                new Bad("runtime.eventLoops: 129 (expected: 1-128)", r -> r.runtime(t -> t.eventLoops(129))),
                new Bad(
                        "sentinel.sentinels: [] (expected: at least one host:port)",
                        r -> RouterConfig.of(SentinelConfig.of(List.of(), "mymaster"))),
                new Bad(
                        "sentinel.masterName: ' ' (expected: the name in 'sentinel monitor')",
                        r -> RouterConfig.of(SentinelConfig.of(List.of(NODE), " "))),
                new Bad(
                        "sentinel.timeout: PT0S (expected: PT0.001S-PT24H)",
                        r -> r.sentinel(s -> s.timeout(Duration.ZERO))),
                new Bad(
                        "sentinel.refreshInterval: PT0S (expected: PT0.001S-PT24H)",
                        r -> r.sentinel(s -> s.refreshInterval(Duration.ZERO))),
                new Bad("nodes: [] (expected: at least one host:port)", r -> RouterConfig.ofNodes()),
                new Bad(
                        "source: StaticNodes (expected: SentinelConfig)",
                        r -> RouterConfig.ofNodes("h1:6379").sentinel(s -> s.timeout(Duration.ofSeconds(2)))),
                new Bad("port: 0 (expected: 1-65535)", r -> RouterConfig.ofNodes("h1:0")),
                new Bad("address: h1 (expected: host:port)", r -> RouterConfig.ofNodes("h1")));
    }

    static Stream<UnaryOperator<RouterConfig>> good() {
        return Stream.of(
                r -> r.endpoint(e -> e.port(0).maxClients(1)),
                r -> r.endpoint(e -> e.port(65535).maxClients(1_000_000)),
                r -> r.endpoint(e -> e.host("::1")),
                r -> r.endpoint(e -> e.host("localhost")),
                r -> r.endpoint(e -> e.allowRemote(true).host("0.0.0.0")),
                r -> r.endpoint(e -> e.password("s3cret").host("0.0.0.0")),
                r -> r.endpoint(e -> e.user("bob", "s3cret").host("0.0.0.0")),
                r -> r.endpoint(e -> e.tls(SERVER.clientCertificates(
                                EndpointTlsConfig.ClientCertificates.REQUIRED, Path.of("ca.pem")))
                        .host("0.0.0.0")),
                r -> r.nodes(n -> n.weight(NODE, 1)),
                r -> r.nodes(n -> n.weight(NODE, 1_000)),
                r -> r.health(h -> h.probeInterval(Duration.ofMillis(1)).probeTimeout(Duration.ofDays(1))),
                r -> r.health(h -> h.failuresToDown(1)),
                r -> r.health(h -> h.failuresToDown(100)),
                r -> r.failover(
                        f -> f.holdTimeout(Duration.ZERO).holdMaxCommands(0).holdMaxBytes(0)),
                r -> r.failover(f -> f.holdMaxCommands(10_000_000)),
                r -> r.limits(l ->
                        l.maxBulkBytes(1_048_576).maxRequestBytes(1_048_576).maxArguments(1)),
                r -> r.limits(l -> l.pipelineDepth(1).outputBytes(65_536)),
                r -> r.limits(l -> l.pipelineDepth(1_000_000)),
                r -> r.runtime(t -> t.eventLoops(1)),
                r -> r.runtime(t -> t.eventLoops(128)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aValueOutOfBoundsIsRefused(Bad bad) {
        assertThatThrownBy(() -> bad.change().apply(config()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(bad.message())
                .extracting(e -> ((ConfigurationException) e).key())
                .isEqualTo(bad.key());
    }

    @ParameterizedTest
    @MethodSource("good")
    void theBoundsThemselvesAreAccepted(UnaryOperator<RouterConfig> change) {
        assertThatCode(() -> change.apply(config())).doesNotThrowAnyException();
    }

    @Test
    void collectionsAreCopied() {
        Map<NodeAddress, Integer> weights = new HashMap<>(Map.of(NODE, 2));
        NodesConfig nodes = new NodesConfig(
                Credentials.NONE, Duration.ofSeconds(1), UnaryOperator.identity(), weights, Map.of(), Optional.empty());

        weights.put(NODE, 5_000);

        assertThat(nodes.weights()).isEqualTo(Map.of(NODE, 2));
    }

    private static RouterConfig config() {
        return RouterConfig.of("redis-sentinel://h1#mymaster");
    }
}
