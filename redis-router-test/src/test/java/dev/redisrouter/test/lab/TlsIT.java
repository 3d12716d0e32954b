package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** With TLS, all servers speak it to each other and to clients, and nothing else. */
class TlsIT {

    @Test
    void aClientThatTrustsTheCertificateGetsInAndAFailoverWorks() {
        try (RedisLab lab = RedisLab.builder().tls().start()) {
            LabNode old = lab.master();
            assertThat(pingThroughTls(old, lab.certificate().orElseThrow())).isEqualTo("PONG");
            assertThat(lab.sentinelUri()).startsWith("rediss-sentinel://");

            old.pause();
            lab.awaitMasterOtherThan(old, Duration.ofSeconds(30));
            old.resume();
            lab.awaitSettled(Duration.ofSeconds(30));

            assertThat(lab.replicas()).contains(old);
        }
    }

    @Test
    void aClientWithoutTlsDoesNotGetIn() {
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).tls().start()) {
            try (Jedis client = new Jedis(lab.master().host(), lab.master().port())) {
                assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);
            }
        }
    }

    private static String pingThroughTls(LabNode node, Path certificate) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost(node.host())
                .withPort(node.port())
                .withSsl(true)
                .build());
        try {
            client.setOptions(ClientOptions.builder()
                    .sslOptions(SslOptions.builder()
                            .trustManager(certificate.toFile())
                            .build())
                    .build());
            return client.connect().sync().ping();
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }
}
