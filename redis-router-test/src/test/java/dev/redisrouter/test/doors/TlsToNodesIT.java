package dev.redisrouter.test.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.config.TlsConfig.Verification;
import dev.redisrouter.config.TlsIdentity;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes and Sentinels that speak TLS are used as any others, by who may use them and if they are who they should be. */
@TestInstance(Lifecycle.PER_CLASS)
class TlsToNodesIT {
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final RedisLab lab = RedisLab.builder()
            .replicas(1)
            .password("of-the-nodes")
            .sentinelPassword("of-the-sentinels")
            .tls()
            .start();

    @AfterAll
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
    void everyByteArrives(Transport transport) {
        Transports.assumeHere(transport);
        try (RedisRouter router = start(lab.routerConfig().runtime(r -> r.transport(transport)));
                Wire client = Wire.to(router)) {
            Conversation.ofAllKinds(client);
        }
    }

    @Test
    void pinsAndSubscriptionsAreEncryptedToo() {
        try (RedisRouter router = start(lab.routerConfig());
                Wire client = Wire.to(router);
                Wire subscriber = Wire.to(router)) {
            assertThat(subscriber.call("SUBSCRIBE", "news")).contains("subscribe", ":1\r\n");
            assertThat(client.send("WATCH k\r\nMULTI\r\nSET k v\r\nEXEC\r\n").replies(4))
                    .containsExactly("+OK\r\n", "+OK\r\n", "+QUEUED\r\n", "*1\r\n+OK\r\n");
            assertThat(client.send("RPUSH list a\r\nBLPOP list 0\r\n").replies(2))
                    .containsExactly(":1\r\n", "*2\r\n$4\r\nlist\r\n$1\r\na\r\n");
            assertThat(client.call("PUBLISH", "news", "hello")).isEqualTo(":1\r\n");
            assertThat(subscriber.reply()).isEqualTo("*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$5\r\nhello\r\n");
        }
    }

    @Test
    void aUriSwitchesItOn() {
        try (RedisRouter router = start(RouterConfig.of(lab.sentinelUri())
                        .nodes(n -> n.tls(trusting()))
                        .sentinel(s -> s.tls(trusting()).credentials(lab.sentinelCredentials())));
                Wire client = Wire.to(router)) {
            assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
        }
        assertThatThrownBy(() -> startInVain(RouterConfig.of(lab.sentinelUri())))
                .isInstanceOf(RouterStartException.class)
                .hasMessageContaining(lab.sentinels().get(0).address() + ": TLS: ")
                .hasMessageContaining("unable to find valid certification path to requested target");
    }

    @Test
    void aFailoverIsCarriedThrough() {
        try (RedisRouter router = start(lab.routerConfig());
                Wire client = Wire.to(router)) {
            assertThat(client.call("SET", "before", "1")).isEqualTo("+OK\r\n");
            LabNode old = lab.master();
            old.pause();
            try {
                client.send(Wire.command("SET", "after", "2"));
                lab.awaitMasterOtherThan(old, Duration.ofSeconds(30));
                assertThat(client.reply()).matches(reply -> reply.equals("+OK\r\n") || reply.startsWith("-UNCERTAIN"));
                assertThat(client.call("SET", "later", "3")).isEqualTo("+OK\r\n");
                assertThat(client.call("GET", "later")).isEqualTo("$1\r\n3\r\n");
            } finally {
                lab.heal();
            }
        }
    }

    @Test
    void aCaThatIsNotTrustedIsNamedAsTheReason() throws IOException {
        TlsConfig other = TlsConfig.defaults()
                .trusted(new Certificates(directory).of("other", "127.0.0.1").certificate());

        assertThatThrownBy(() -> startInVain(lab.routerConfig().sentinel(s -> s.tls(other))))
                .isInstanceOf(RouterStartException.class)
                .hasMessageContaining(lab.sentinels().get(0).address() + ": TLS: ")
                .hasMessageContaining("PKIX path");
        assertThatThrownBy(() -> startInVain(lab.routerConfig().nodes(n -> n.tls(other))))
                .isInstanceOf(RouterStartException.class)
                .hasMessageContaining(lab.master().address() + " is UNKNOWN, DOWN (TLS: ")
                .hasMessageContaining("PKIX path");
    }

    @Test
    void plainAndEncryptedDoNotUnderstandEachOther() {
        try (RedisLab plain = RedisLab.builder().replicas(0).sentinels(0).start()) {
            assertThatThrownBy(() -> startInVain(plain.routerConfig().nodes(n -> n.tls(trusting()))))
                    .isInstanceOf(RouterStartException.class)
                    .hasMessageContaining(plain.master().address() + " is UNKNOWN, DOWN (no answer");
        }
        assertThatThrownBy(() ->
                        startInVain(RouterConfig.ofNodes(lab.master().address().toString())))
                .isInstanceOf(RouterStartException.class)
                .hasMessageContaining(lab.master().address() + " is UNKNOWN, ");
    }

    @Test
    void aServerThatSaysNothingIsDown() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RouterConfig config = RouterConfig.ofNodes("rediss://127.0.0.1:" + silent.getLocalPort())
                    .nodes(n -> n.connectTimeout(Duration.ofMillis(300)));

            assertThatThrownBy(() -> startInVain(config))
                    .isInstanceOf(RouterStartException.class)
                    .hasMessageContaining("DOWN (no answer within 250 ms)");
        }
    }

    @Test
    void theNameOfTheHostIsVerifiedUnlessToldOtherwise() throws IOException {
        try (RedisLab single = RedisLab.builder().replicas(0).sentinels(0).tls().start();
                Forwarder elsewhere = new Forwarder("127.0.0.3", single.master().address())) {
            TlsConfig trusting =
                    TlsConfig.defaults().trusted(single.certificate().orElseThrow());
            NodeAddress address = elsewhere.address();
            RouterConfig config = RouterConfig.ofNodes("rediss://" + address);

            assertThatThrownBy(() -> startInVain(config.nodes(n -> n.tls(trusting))))
                    .isInstanceOf(RouterStartException.class)
                    .hasMessageContaining(address + " is UNKNOWN, DOWN (TLS: ")
                    .hasMessageContaining("127.0.0.3");
            assertServes(config.nodes(n -> n.tls(trusting.verification(Verification.CA))));
            assertServes(config.nodes(n -> n.tls(TlsConfig.defaults().verification(Verification.NONE))));
            assertThatThrownBy(() -> startInVain(
                            config.nodes(n -> n.tls(TlsConfig.defaults().verification(Verification.CA)))))
                    .isInstanceOf(RouterStartException.class)
                    .hasMessageContaining("DOWN (TLS: ");
        }
    }

    @Test
    void aNodeThatAsksForACertificateGetsOne() {
        try (RedisLab single = RedisLab.builder().replicas(0).sentinels(0).tls().start()) {
            TlsConfig trusting =
                    TlsConfig.defaults().trusted(single.certificate().orElseThrow());
            TlsIdentity identity = TlsIdentity.of(
                    single.certificate().orElseThrow(), single.directory().resolve("tls-key.pem"));
            RouterConfig config = single.routerConfig();
            single.master().command("CONFIG", "SET", "tls-auth-clients", "yes");

            assertServes(config.nodes(n -> n.tls(trusting.identity(identity))));
            // it refuses behind the handshake and hangs up at once, so that its reason may be lost with the connection
            assertThatThrownBy(() -> startInVain(config))
                    .isInstanceOf(RouterStartException.class)
                    .hasMessageContaining(single.master().address() + " is UNKNOWN, ");
        }
    }

    private static void assertServes(RouterConfig config) {
        try (RedisRouter router = start(config);
                Wire client = Wire.to(router)) {
            assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
            assertThat(client.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
        }
    }

    private TlsConfig trusting() {
        return TlsConfig.defaults().trusted(lab.certificate().orElseThrow());
    }

    private static RedisRouter start(RouterConfig config) {
        return RedisRouter.start(config.failover(f -> f.startTimeout(LONG)));
    }

    /** One that is expected to fail. */
    private static RedisRouter startInVain(RouterConfig config) {
        return RedisRouter.start(config.failover(f -> f.startTimeout(SHORT)));
    }
}
