package dev.redisrouter.test.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.config.EndpointTlsConfig;
import dev.redisrouter.config.EndpointTlsConfig.ClientCertificates;
import dev.redisrouter.config.LimitsConfig;
import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.test.tls.SelfSigned;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With TLS the endpoint speaks it and nothing else, and keeps every promise that it makes without. */
class TlsFromClientsIT {
    private static final String MIB = "x".repeat(1 << 20);

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(1).sentinels(0));

    @TempDir
    private static Path directory;

    private static SelfSigned server;
    private static SelfSigned client;
    private static SelfSigned stranger;

    @BeforeAll
    static void makeCertificates() throws IOException {
        Certificates certificates = new Certificates(directory);
        server = certificates.of("server", "127.0.0.1");
        client = certificates.of("client");
        stranger = certificates.of("stranger");
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
    void everyByteArrives(Transport transport) throws IOException {
        Transports.assumeHere(transport);
        try (RedisRouter router = RedisRouter.start(redis.lab()
                        .routerConfig()
                        .endpoint(e -> e.tls(encrypted()))
                        .runtime(r -> r.transport(transport)));
                Wire wire = wire(router)) {
            Conversation.ofAllKinds(wire);
        }
    }

    @Test
    void anOrdinaryClientConnects() {
        try (RedisRouter router = start(e -> e.tls(encrypted()))) {
            RedisClient lettuce = RedisClient.create(RedisURI.create("rediss://127.0.0.1:" + router.port()));
            lettuce.setOptions(ClientOptions.builder()
                    .sslOptions(SslOptions.builder()
                            .trustManager(server.certificate().toFile())
                            .build())
                    .build());
            try (var connection = lettuce.connect()) {
                connection.sync().set("hello", "world");
                assertThat(connection.sync().get("hello")).isEqualTo("world");
            } finally {
                lettuce.shutdown(Duration.ZERO, Duration.ofSeconds(2));
            }
        }
    }

    @Test
    void whoSaysThatItSendsNoMoreGetsItsAnswers() throws IOException {
        try (RedisRouter router = start(e -> e.tls(encrypted()));
                Wire wire = wire(router)) {
            wire.send("SET k v\r\nGET k\r\n".repeat(2_000));

            assertThat(wire.finishSending().untilClosed()).isEqualTo("+OK\r\n$1\r\nv\r\n".repeat(2_000));
        }
    }

    @Test
    void aClientThatReadsLateGetsEverything() throws IOException {
        try (RedisRouter router = start(e -> e.tls(encrypted()));
                Wire other = wire(router);
                Wire late = wire(router)) {
            Conversation.ofOneThatReadsLate(late, other);
        }
    }

    @Test
    void aClientThatDoesNotReadIsClosedOnceAndTheOthersAreServed() throws IOException {
        UnaryOperator<LimitsConfig> narrow = l -> l.outputBytes(1 << 20).outputTimeout(Duration.ofMillis(300));
        try (RedisRouter router = RedisRouter.start(
                        redis.lab().routerConfig().limits(narrow).endpoint(e -> e.tls(encrypted())));
                Wire other = wire(router);
                Wire subscriber = wire(router)) {
            other.call("SET", "big", MIB);
            subscriber.call("SUBSCRIBE", "news");
            List<Wire> idle = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                idle.add(wire(router).send(Wire.command("GET", "big").repeat(40)));
            }
            for (int i = 0; i < 60; i++) {
                other.call("PUBLISH", "news", MIB);
                assertThat(other.call("GET", "none")).isEqualTo("$-1\r\n");
            }

            Awaitility.await().until(() -> router.metrics().gauge(RouterMetric.CLIENTS) == 1);
            assertThat(router.metrics().counter(RouterMetric.ERRORS, "kind", "output-limit"))
                    .isEqualTo(4);
            assertThat(other.call("GET", "big")).endsWith(MIB + "\r\n");
            idle.forEach(Wire::close);
        }
    }

    @Test
    void whoDoesNotSpeakItIsClosed() throws IOException {
        try (RedisRouter router = start(e -> e.tls(encrypted()))) {
            try (Wire plain = Wire.to(router)) {
                assertThat(plain.send("PING\r\n").untilClosed()).doesNotContain("PONG");
            }
            try (Wire http = Wire.to(router)) {
                assertThat(http.send("POST / HTTP/1.1\r\nHost: h\r\n\r\n").untilClosed())
                        .doesNotContain("ERR");
            }
            try (Wire wire = wire(router)) {
                assertThat(wire.send("POST / HTTP/1.1\r\nHost: h\r\n\r\n").untilClosed())
                        .isEmpty();
            }
            Awaitility.await().until(() -> router.metrics().gauge(RouterMetric.CLIENTS) == 0);
        }
    }

    @Test
    void oneClientTooManyIsClosed() throws IOException {
        try (RedisRouter router = start(e -> e.tls(encrypted()).maxClients(1));
                Wire first = wire(router)) {
            assertThat(first.call("PING")).isEqualTo("+PONG\r\n");
            assertThatThrownBy(() -> wire(router).close()).isInstanceOf(IOException.class);
            assertThat(first.call("PING")).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void requiredCertificatesKeepOutWhoHasNone() {
        try (RedisRouter router = start(e -> e.tls(asking(ClientCertificates.REQUIRED)))) {
            assertThat(pingWith(router, client)).isEqualTo("+PONG\r\n");
            assertThatThrownBy(() -> pingWith(router, stranger)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> wire(router).call("PING"))
                    .isInstanceOfAny(IOException.class, UncheckedIOException.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void optionalCertificatesMustBeTrustedWhenShown() throws IOException {
        try (RedisRouter router = start(e -> e.tls(asking(ClientCertificates.OPTIONAL)))) {
            assertThat(pingWith(router, client)).isEqualTo("+PONG\r\n");
            assertThatThrownBy(() -> pingWith(router, stranger)).isInstanceOf(IOException.class);
            try (Wire without = wire(router)) {
                assertThat(without.call("PING")).isEqualTo("+PONG\r\n");
            }
        }
    }

    private static EndpointTlsConfig encrypted() {
        return EndpointTlsConfig.of(server.certificate(), server.key());
    }

    private static EndpointTlsConfig asking(ClientCertificates wanted) {
        return encrypted().clientCertificates(wanted, client.certificate());
    }

    private static RedisRouter start(UnaryOperator<EndpointConfig> endpoint) {
        return RedisRouter.start(redis.lab().routerConfig().endpoint(endpoint));
    }

    private static Wire wire(RedisRouter router) throws IOException {
        return Wire.over(greeted((SSLSocket) server.sockets().createSocket("127.0.0.1", router.port())));
    }

    private static String pingWith(RedisRouter router, SelfSigned shown) throws IOException {
        try (Wire wire = Wire.over(greeted(Certificates.socket(server, shown, router.port())))) {
            return wire.call("PING");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** At once, so that a refusal shows here: a TLS 1.3 server says it behind the client's first words. */
    private static SSLSocket greeted(SSLSocket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }
}
