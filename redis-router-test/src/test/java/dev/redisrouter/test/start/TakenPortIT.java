package dev.redisrouter.test.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.test.RedisLab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** A port that another has is a value that cannot be used, and the error says which. */
class TakenPortIT {

    @Test
    void isNamedWithWhatWasExpected() throws IOException {
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).start();
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> RedisRouter.start(lab.routerConfig().endpoint(e -> e.port(port)))
                            .close())
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            e -> assertThat(e.key()).isEqualTo("endpoint.port"))
                    .hasMessage("endpoint.port: " + port + " (expected: a port that can be bound on 127.0.0.1)");
        }
    }
}
