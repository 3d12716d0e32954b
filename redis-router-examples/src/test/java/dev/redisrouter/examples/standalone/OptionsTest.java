package dev.redisrouter.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.config.Credentials;
import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.config.EndpointTlsConfig;
import dev.redisrouter.config.EndpointTlsConfig.ClientCertificates;
import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.config.TlsIdentity;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParameterException;

/** Each option sets what it names; what is not given keeps the router's default. */
class OptionsTest {

    private static RouterConfig config(String... args) {
        Standalone standalone = new Standalone();
        Standalone.commandLine(standalone).parseArgs(args);
        return standalone.config();
    }

    @Test
    void withoutOptionsEverythingButThePortIsTheDefault() {
        RouterConfig expected =
                RouterConfig.of("redis-sentinel://s1:26379#mymaster").endpoint(e -> e.port(6379));

        assertThat(config("--sentinel", "s1:26379")).isEqualTo(expected);
    }

    @Test
    void sentinelsAndTheNameOfTheMaster() {
        SourceConfig source = config("--sentinel", "s1:26379", "[::1]:26380", "--master", "other")
                .source();

        assertThat(source)
                .isEqualTo(SentinelConfig.of(
                        List.of(new NodeAddress("s1", 26379), new NodeAddress("::1", 26380)), "other"));
    }

    @Test
    void nodesInsteadOfSentinels() {
        assertThat(config("--node", "r1:6379", "r2:6379").source())
                .isEqualTo(new SourceConfig.StaticNodes(
                        List.of(new NodeAddress("r1", 6379), new NodeAddress("r2", 6379))));
    }

    @Test
    void credentialsOfNodesAndOfSentinelsAreSeparate() {
        RouterConfig config = config(
                "--sentinel", "s1:26379", "--username", "app", "--password", "one", "--sentinel-password", "two");

        assertThat(config.nodes().credentials()).isEqualTo(Credentials.user("app", "one"));
        assertThat(((SentinelConfig) config.source()).credentials()).isEqualTo(Credentials.password("two"));
    }

    @Test
    void theEndpoint() {
        RouterConfig config =
                config("--node", "r1:6379", "--listen", "0.0.0.0:0", "--allow-remote", "--max-clients", "7");

        assertThat(config.endpoint().host()).isEqualTo("0.0.0.0");
        assertThat(config.endpoint().port()).isZero();
        assertThat(config.endpoint().maxClients()).isEqualTo(7);
    }

    @Test
    void unixSocketAndUsersOfTheEndpoint(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        EndpointConfig endpoint = config(
                        "--node",
                        "r1:6379",
                        "--unix-socket",
                        "/run/redis.sock",
                        "--no-tcp",
                        "--client-user",
                        "bob",
                        "--client-password-file",
                        secret.toString(),
                        "--listen",
                        "0.0.0.0:6379")
                .endpoint();

        assertThat(endpoint.unixSocket()).contains(Path.of("/run/redis.sock"));
        assertThat(endpoint.tcp()).isFalse();
        assertThat(endpoint.users()).containsExactly(Credentials.user("bob", "s3cret"));
        assertThat(endpoint.host()).isEqualTo("0.0.0.0");
    }

    @Test
    void tlsToNodesAndSentinels() {
        RouterConfig all = config("--tls", "--sentinel", "s1:26379");
        RouterConfig nodes = config("--sentinel", "s1:26379", "--tls", "nodes", "--tls-ca", "ca.pem");
        RouterConfig sentinels = config(
                "--sentinel",
                "s1:26379",
                "--tls",
                "sentinels",
                "--tls-verify",
                "ca",
                "--tls-cert",
                "c.pem",
                "--tls-key",
                "k.pem");

        assertThat(all.nodes().tls()).contains(TlsConfig.defaults());
        assertThat(((SentinelConfig) all.source()).tls()).contains(TlsConfig.defaults());
        assertThat(nodes.nodes().tls()).contains(TlsConfig.defaults().trusted(Path.of("ca.pem")));
        assertThat(((SentinelConfig) nodes.source()).tls()).isEmpty();
        assertThat(sentinels.nodes().tls()).isEmpty();
        assertThat(((SentinelConfig) sentinels.source()).tls())
                .contains(TlsConfig.defaults()
                        .verification(TlsConfig.Verification.CA)
                        .identity(TlsIdentity.of(Path.of("c.pem"), Path.of("k.pem"))));
        assertThat(config("--node", "r1:6379", "--tls").nodes().tls()).isPresent();
    }

    @Test
    void tlsFromClients() {
        EndpointTlsConfig plain = EndpointTlsConfig.of(Path.of("c.pem"), Path.of("k.pem"));
        String[] encrypted = {"--node", "r1:6379", "--listen-tls-cert", "c.pem", "--listen-tls-key", "k.pem"};

        assertThat(config(encrypted).endpoint().tls()).contains(plain);
        assertThat(config(with(encrypted, "--listen-tls-client-ca", "ca.pem", "--listen", "0.0.0.0:1"))
                        .endpoint()
                        .tls())
                .contains(plain.clientCertificates(ClientCertificates.REQUIRED, Path.of("ca.pem")));
        assertThat(config(with(encrypted, "--listen-tls-client-ca", "ca.pem", "--listen-tls-client-optional"))
                        .endpoint()
                        .tls())
                .contains(plain.clientCertificates(ClientCertificates.OPTIONAL, Path.of("ca.pem")));
    }

    private static String[] with(String[] args, String... more) {
        return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void routing() {
        RouterConfig config = config(
                "--master-only",
                "get",
                "HGETALL",
                "--any-node",
                "MY.READ",
                "--refuse",
                "KEYS",
                "--read-policy",
                "replicas-preferred",
                "--consistency",
                "Eventual",
                "--max-staleness",
                "2s",
                "--picker",
                "key-hash",
                "--node",
                "r1:6379");

        assertThat(config.commands().masterOnly()).containsExactlyInAnyOrder("GET", "HGETALL");
        assertThat(config.commands().anyNode()).containsExactly("MY.READ");
        assertThat(config.commands().refused()).contains("KEYS", "SHUTDOWN");
        assertThat(config.reads().policy()).isEqualTo(ReadPolicy.REPLICAS_PREFERRED);
        assertThat(config.reads().consistency()).isEqualTo(Consistency.EVENTUAL);
        assertThat(config.reads().maxStaleness()).contains(Duration.ofSeconds(2));
        assertThat(config.reads().picker()).isSameAs(Pickers.keyHash());
    }

    @Test
    void failoverAndThreads() {
        RouterConfig config = config(
                "--node",
                "r1:6379",
                "--hold-timeout",
                "500ms",
                "--start-timeout",
                "1m",
                "--start-without-master",
                "--replay-idempotent-writes",
                "--event-loops",
                "3");

        assertThat(config.failover().holdTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.failover().startTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.failover().startWithoutMaster()).isTrue();
        assertThat(config.failover().replayIdempotentWrites()).isTrue();
        assertThat(config.runtime().eventLoops()).isEqualTo(3);
    }

    @Test
    void durableWrites() {
        RouterConfig config = config(
                "--node",
                "r1:6379",
                "--durable-prefix",
                "order:",
                "--durable-prefix",
                "bill:",
                "--durable-command",
                "incr",
                "--durable-replicas",
                "2",
                "--durable-timeout",
                "3s");
        assertThat(config.durability().allWrites()).isFalse();
        assertThat(config.durability().keyPrefixes()).containsExactly("order:", "bill:");
        assertThat(config.durability().commands()).containsExactly("INCR");
        assertThat(config.durability().replicas()).hasValue(2);
        assertThat(config.durability().timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config("--node", "r1:6379", "--durable").durability().allWrites())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --listen 127.0.0.1               | Invalid value for option '--listen': '127.0.0.1' (expected: host:port)
            --listen 0.0.0.0:6379            | endpoint.host: 0.0.0.0 (expected: a loopback address
            --listen 127.0.0.1:70000         | endpoint.port: 70000 (expected: 0-65535)
            --max-clients 0                  | endpoint.maxClients: 0 (expected: 1-1000000)
            --hold-timeout 5                 | '5' (expected: such as 500ms, 10s, 2m or 1h)
            --read-policy some               | 'some' (expected: all, replicas, replicas-preferred, master)
            --picker dice                    | 'dice' (expected: round-robin, least-outstanding, latency, key-hash)
            --log-level loud                 | 'loud' (expected: error, warn, info, debug, trace)
            --username app                   | --username: app (expected: a password for this user as well)
            --password-file /no/such/file    | --password-file: /no/such/file (expected: a file that can be read)
            --client-user bob                | --client-user: bob (expected: a password for this user as well)
            --tls-ca ca.pem                  | --tls: absent (expected: --tls, since other options say how)
            --tls some                       | 'some' (expected: all, nodes, sentinels)
            --tls --tls-key k.pem            | --tls-cert: absent (expected: both a certificate and its key)
            --listen-tls-cert c.pem          | --listen-tls-key: absent (expected: both a certificate and its key)
            --listen-tls-client-ca ca.pem    | --listen-tls-cert: absent (expected: the certificate that clients see)
            --sentinel s1:26379              | mutually exclusive
            --node r2:x                      | address: r2:x (expected: host:port with a port of 1-65535)
            --sentinel-password p            | source: StaticNodes (expected: SentinelConfig)
            """)
    void whatCannotBeMeantIsAnError(String options, String message) {
        String[] args = ("--node r1:6379 " + options).split(" ");

        assertThatThrownBy(() -> config(args))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aSourceMustBeGiven() {
        assertThatThrownBy(() -> config("--listen", "127.0.0.1:0"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--sentinel")
                .hasMessageContaining("--node");
    }
}
