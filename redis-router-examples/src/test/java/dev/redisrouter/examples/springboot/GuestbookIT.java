package dev.redisrouter.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A Spring Boot application reaches Redis through the router that is one of its beans, before and after a failover. */
@RedisLabTest
class GuestbookIT {

    @Test
    void writesAndReadsAlsoWhenTheMasterIsGone(RedisLab lab) throws IOException {
        int port = freePort();
        try (ConfigurableApplicationContext application = SpringApplication.run(
                GuestbookApplication.class,
                "--redis-router.uri=" + lab.sentinelUri(),
                "--spring.data.redis.port=" + port)) {
            Guestbook guestbook = application.getBean(Guestbook.class);
            assertThat(application.getBean(RedisRouter.class).port()).isEqualTo(port);
            assertThat(guestbook.entries()).containsExactly("Ada");

            LabNode master = lab.master();
            master.kill();
            guestbook.sign("Grace");

            assertThat(guestbook.entries()).isEqualTo(List.of("Ada", "Grace"));
            LabNode promoted = lab.awaitMasterOtherThan(master, Duration.ofSeconds(20));
            assertThat(promoted.command("LLEN", "guestbook")).isEqualTo(2L);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
