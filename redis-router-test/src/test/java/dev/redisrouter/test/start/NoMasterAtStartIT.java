package dev.redisrouter.test.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.Credentials;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A start without a master ends within its time, with who was asked and what each of them answered. */
class NoMasterAtStartIT {
    private static final Duration START_TIMEOUT = Duration.ofMillis(2_500);
    /** What the start may take beyond its time-out, to end what it had begun. */
    private static final Duration CLEAN_UP = Duration.ofSeconds(8);

    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
            RedisLab.builder().replicas(1).sentinels(2).password("of the nodes").sentinelPassword("of the sentinels"));

    /** Else the first start of this JVM would be spent on loading classes. */
    @BeforeAll
    static void warmUp() {
        assertThat(redis.router().topology().master()).isPresent();
    }

    @Test
    void whenEverySentinelRefusesConnections() throws IOException {
        int first = freePort();
        int second = freePort();

        assertStartFails(RouterConfig.of("redis-sentinel://127.0.0.1:" + first + ",127.0.0.1:" + second + "#mymaster"))
                .hasMessageContaining("127.0.0.1:" + first + ": ")
                .hasMessageContaining("127.0.0.1:" + second + ": ")
                .hasMessageContaining("refused")
                .hasMessageContaining("nodes: none known");
    }

    @Test
    void whenTheSentinelAcceptsAndNeverAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();

            assertStartFails(RouterConfig.of("redis-sentinel://" + address + "#mymaster"))
                    .hasMessageContaining(address + ": ")
                    .hasMessageContaining("within");
        }
    }

    @Test
    void whenNoSentinelKnowsTheName() {
        assertStartFails(redis.lab().routerConfig().sentinel(s -> named(s, "nobody")))
                .hasMessageContaining("nobody")
                .hasMessageContaining(sentinel(0) + ": ERR No such master with that name")
                .hasMessageContaining(sentinel(1) + ": ERR No such master with that name");
    }

    @Test
    void whenTheSentinelsWantAnotherPassword() {
        assertStartFails(redis.lab().routerConfig().sentinel(s -> s.credentials(Credentials.password("a wrong one"))))
                .hasMessageContaining(sentinel(0) + ": ")
                .hasMessageContaining("WRONGPASS")
                .hasMessageNotContaining("a wrong one");
    }

    @Test
    void whenTheNodesWantAnotherPassword() {
        assertStartFails(redis.lab().routerConfig().nodes(n -> n.credentials(Credentials.password("a wrong one"))))
                .hasMessageContaining(
                        sentinel(0) + ": master " + redis.lab().master().address())
                .hasMessageContaining(redis.lab().master().address() + " is UNKNOWN")
                .hasMessageContaining("WRONGPASS")
                .hasMessageNotContaining("a wrong one");
    }

    @Test
    void whenNoListedNodeIsThere() throws IOException {
        int port = freePort();

        assertStartFails(RouterConfig.ofNodes("127.0.0.1:" + port))
                .hasMessageContaining("127.0.0.1:" + port + " is UNKNOWN, DOWN")
                .hasMessageContaining("refused");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertStartFails(RouterConfig config) {
        long start = System.nanoTime();
        AbstractThrowableAssert<?, ? extends Throwable> failure =
                assertThatThrownBy(() -> RedisRouter.start(config.failover(f -> f.startTimeout(START_TIMEOUT)))
                        .close());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(START_TIMEOUT, START_TIMEOUT.plus(CLEAN_UP));
        return failure.isInstanceOf(RouterStartException.class)
                .hasMessageStartingWith("no master in use within " + START_TIMEOUT.toMillis() + " ms; asked ");
    }

    private static NodeAddress sentinel(int index) {
        return redis.lab().sentinels().get(index).address();
    }

    private static SentinelConfig named(SentinelConfig config, String masterName) {
        return new SentinelConfig(
                List.copyOf(config.sentinels()),
                masterName,
                config.credentials(),
                config.timeout(),
                config.refreshInterval(),
                config.tls());
    }

    /** A port where nobody listens. */
    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
