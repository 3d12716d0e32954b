package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand clients that have nothing to say cost little and are all still served. */
@Tag("long")
class IdleClientsIT {
    private static final int CLIENTS = 10_000;
    /** Those of the JVM, its libraries and the rest of the router. */
    private static final int OTHER_FILES = 1_000;
    /** With paranoid leak detection, as tests run. */
    private static final long BYTES_PER_CLIENT = 8 * 1024;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    void costLittle() throws IOException {
        long files =
                ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount();
        assumeTrue(
                files >= CLIENTS + OTHER_FILES,
                () -> "ulimit -n: " + files + " (expected: at least " + (CLIENTS + OTHER_FILES) + ")");

        try (RedisRouter router =
                RedisRouter.start(redis.lab().routerConfig().endpoint(e -> e.maxClients(CLIENTS + 1)))) {
            try (Wire other = Wire.to(router)) {
                other.call("GET", "k");
                long before = Memory.live();
                try (IdleClients clients = IdleClients.of(router, CLIENTS)) {
                    assertThat((Memory.live() - before) / CLIENTS).isLessThan(BYTES_PER_CLIENT);
                    assertThat(other.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
                    clients.askAgain();
                    assertThat((Memory.live() - before) / CLIENTS).isLessThan(BYTES_PER_CLIENT);
                }
            }
        }
    }
}
