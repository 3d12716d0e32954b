package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.TlsConfig;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.core.tls.ClientTls;
import dev.redisrouter.core.tls.TestCertificate;
import dev.redisrouter.topology.NodeAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that cannot be encrypted ends in time, says why, and hands its commands back unsent. */
@SuppressWarnings("deprecation") // NioEventLoopGroup: the name that Netty 4.1 and 4.2 share
class TlsConnectTest {
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final EventLoop loop = loops.next();

    @TempDir
    private Path directory;

    @AfterEach
    void endLoop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void aNodeThatNeverAnswersCostsTheConnectTimeout() throws Exception {
        try (ServerSocket silent = listen()) {
            assertThat(reasonToDoubt(silent, TlsConfig.defaults(), Duration.ofMillis(200)))
                    .isEqualTo("no handshake within 200 ms");
        }
    }

    @Test
    void aNodeThatHangsUpIsSaidToHaveDoneSo() throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<Void> hungUp = CompletableFuture.runAsync(() -> hangUp(server));

            assertThat(reasonToDoubt(server, TlsConfig.defaults(), Duration.ofSeconds(20)))
                    .isEqualTo("TLS: closed by the node during the handshake");
            hungUp.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aNodeThatSpeaksPlainlyIsSaidToDoSo() throws Exception {
        try (ServerSocket server = listen()) {
            CompletableFuture<Void> spoke = CompletableFuture.runAsync(() -> answerPlainly(server));

            assertThat(reasonToDoubt(server, TlsConfig.defaults(), Duration.ofSeconds(20)))
                    .startsWith("TLS: not an SSL/TLS record");
            spoke.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsSaidNotToBe() throws Exception {
        TestCertificate shown = TestCertificate.create(directory, "shown", "EC");
        TestCertificate trusted = TestCertificate.create(directory, "trusted", "EC");
        try (ServerSocket server = Certified.listen(shown)) {
            CompletableFuture<Void> greeted = CompletableFuture.runAsync(() -> answerPlainly(server));

            assertThat(reasonToDoubt(
                            server, TlsConfig.defaults().trusted(trusted.certificate()), Duration.ofSeconds(20)))
                    .startsWith("TLS: ")
                    .contains("unable to find valid certification path to requested target");
            greeted.get(10, TimeUnit.SECONDS);
        }
    }

    private String reasonToDoubt(ServerSocket server, TlsConfig config, Duration timeout) throws Exception {
        ClientTls tls = ClientTls.of("nodes.tls", config);
        NodeAddress address = new NodeAddress("127.0.0.1", server.getLocalPort());
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class);
        CompletableFuture<String> doubt = new CompletableFuture<>();
        LoopTurn turn = new LoopTurn(loop, System::nanoTime);
        UpstreamContext context = new UpstreamContext(
                loop,
                turn,
                (node, handler) -> bootstrap
                        .clone()
                        .handler(first(tls, node, handler))
                        .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port())),
                timeout,
                1,
                (node, reason) -> doubt.complete(reason),
                () -> {},
                new RouterMeters(Clock.systemUTC()));
        RecordingTarget target = new RecordingTarget();
        ByteBuf command = Unpooled.copiedBuffer(Wire.encode("SET a b"), StandardCharsets.US_ASCII);
        loop.execute(() -> {
            turn.begin();
            UpstreamConnection connection =
                    UpstreamConnection.open(new Node(address, 0, 1, "", 0), Wire.PROFILE, context, closed -> {});
            connection.send(target, 0, command, 0, command.readableBytes());
        });
        String reason = doubt.get(10, TimeUnit.SECONDS);
        loop.submit(() -> {}).sync();
        assertThat(target.events).containsExactly("lost 0 SET a b unsent");
        return reason;
    }

    private static ChannelHandler first(ClientTls tls, NodeAddress node, ChannelHandler handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(tls.handler(channel.alloc(), node.host(), node.port()), handler);
            }
        };
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static void hangUp(ServerSocket server) {
        try (Socket client = server.accept()) {
            assertThat(client.getInputStream().read()).isEqualTo(22);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Over TLS the client ends the conversation before. */
    private static void answerPlainly(ServerSocket server) {
        try (Socket client = server.accept()) {
            if (client.getInputStream().read() >= 0) {
                client.getOutputStream().write("-ERR Protocol error\r\n".getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
            }
        } catch (IOException e) {
            assertThat(e).isInstanceOfAny(SSLException.class, SocketException.class);
        }
    }

    /** A server with a certificate. */
    private static final class Certified {
        static ServerSocket listen(TestCertificate shown) throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate certificate;
            try (InputStream in = Files.newInputStream(shown.certificate())) {
                certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            }
            store.setKeyEntry("a", shown.secret(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }
    }
}
