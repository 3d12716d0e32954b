package dev.redisrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.topology.NodeAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is not configured is what the documentation says. */
class DefaultsTest {
    private final RouterConfig config = RouterConfig.of("redis-sentinel://h1,h2:26380#mymaster");

    @Test
    void sentinel() {
        assertThat(config.source())
                .isEqualTo(new SentinelConfig(
                        List.of(new NodeAddress("h1", 26379), new NodeAddress("h2", 26380)),
                        "mymaster",
                        Credentials.NONE,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Optional.empty()));
    }

    @Test
    void endpoint() {
        assertThat(config.endpoint())
                .isEqualTo(new EndpointConfig(
                        true, "127.0.0.1", 0, false, 10_000, true, Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void nodes() {
        NodesConfig nodes = config.nodes();
        NodeAddress any = new NodeAddress("10.0.0.1", 6379);

        assertThat(nodes.credentials()).isEqualTo(Credentials.NONE);
        assertThat(nodes.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(nodes.addressMapper().apply(any)).isEqualTo(any);
        assertThat(nodes.weights()).isEqualTo(Map.of());
        assertThat(nodes.zones()).isEqualTo(Map.of());
        assertThat(nodes.tls()).isEmpty();
    }

    @Test
    void tls() {
        assertThat(TlsConfig.defaults())
                .isEqualTo(new TlsConfig(TlsConfig.Verification.FULL, Optional.empty(), Optional.empty()));
        assertThat(EndpointTlsConfig.of(Path.of("c"), Path.of("k")))
                .isEqualTo(new EndpointTlsConfig(
                        new TlsIdentity(Path.of("c"), Path.of("k"), Optional.empty()),
                        EndpointTlsConfig.ClientCertificates.NONE,
                        Optional.empty()));
    }

    @Test
    void reads() {
        assertThat(config.reads())
                .isEqualTo(new ReadsConfig(
                        ReadPolicy.ALL,
                        Consistency.READ_YOUR_WRITES,
                        Optional.empty(),
                        Pickers.roundRobin(),
                        Duration.ofMillis(60)));
    }

    @Test
    void commands() {
        assertThat(config.commands().masterOnly()).isEqualTo(Set.of());
        assertThat(config.commands().anyNode()).isEqualTo(Set.of());
        assertThat(config.commands().refused())
                .contains("SHUTDOWN", "REPLICAOF", "FAILOVER", "DEBUG", "SYNC", "PSYNC", "MIGRATE", "CLUSTER");
    }

    @Test
    void health() {
        assertThat(config.health()).isEqualTo(new HealthConfig(Duration.ofMillis(100), Duration.ofMillis(250), 3));
    }

    @Test
    void failover() {
        assertThat(config.failover())
                .isEqualTo(new FailoverConfig(
                        Duration.ofSeconds(10),
                        false,
                        Duration.ofSeconds(50),
                        100_000,
                        67_108_864,
                        false,
                        Optional.empty()));
    }

    @Test
    void limits() {
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(
                        536_870_912, 1_048_576, 1_073_741_824, 4_096, 268_435_456, Duration.ofSeconds(60)));
    }

    @Test
    void runtime() {
        int half = Math.min(128, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

        assertThat(config.runtime()).isEqualTo(new RuntimeConfig(half, RuntimeConfig.Transport.AUTO));
    }
}
