package dev.redisrouter.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.EndpointTlsConfig;
import dev.redisrouter.config.TlsConfig;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterTlsTest {
    @TempDir
    private static Path directory;

    @Test
    void bothSidesRememberNoMoreSessionsThanTheyNeed() throws Exception {
        TestCertificate shown = TestCertificate.create(directory, "shown", "EC");
        ServerTls endpoint = ServerTls.of(EndpointTlsConfig.of(shown.certificate(), shown.key()));
        ClientTls nodes = ClientTls.of("nodes.tls", TlsConfig.defaults().trusted(shown.certificate()));
        SslHandler server = (SslHandler) endpoint.handler(ByteBufAllocator.DEFAULT);
        SslHandler client = (SslHandler) nodes.handler(ByteBufAllocator.DEFAULT, "127.0.0.1", 6379);

        shakeHands(client, server);

        assertThat(remembered(server)).isEqualTo(RouterTls.SESSIONS);
        assertThat(remembered(client)).isEqualTo(RouterTls.SESSIONS);
    }

    private static int remembered(SslHandler side) {
        return side.engine().getSession().getSessionContext().getSessionCacheSize();
    }

    private static void shakeHands(SslHandler ofClient, SslHandler ofServer) {
        EmbeddedChannel server = new EmbeddedChannel(ofServer);
        EmbeddedChannel client = new EmbeddedChannel(ofClient);
        try {
            while (carry(client, server) || carry(server, client)) {
                // until neither has anything more to say
            }
            assertThat(ofServer.handshakeFuture().isSuccess())
                    .as("the handshake has succeeded")
                    .isTrue();
        } finally {
            client.finishAndReleaseAll();
            server.finishAndReleaseAll();
        }
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        Object bytes = from.readOutbound();
        if (bytes != null) {
            to.writeInbound(bytes);
        }
        return bytes != null;
    }
}
