package dev.redisrouter.test.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.test.RedisLab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A start that fails ends every thread that it had begun and closes every connection that it had opened. */
class FailedStartLeavesNothingIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void whenNoMasterIsFound() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<Socket> accepted = new CopyOnWriteArrayList<>();
            Thread acceptor = new Thread(() -> acceptAll(silent, accepted), "silent-sentinel");
            acceptor.start();
            Set<Thread> before = threads();

            assertThatThrownBy(() -> RedisRouter.start(
                            RouterConfig.of("redis-sentinel://127.0.0.1:" + silent.getLocalPort() + "#mymaster")
                                    .failover(f -> f.startTimeout(Duration.ofMillis(1_500)))))
                    .isInstanceOf(RouterStartException.class);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(threads()).as("threads").isSubsetOf(before));
            assertThat(accepted).isNotEmpty();
            for (Socket socket : accepted) {
                socket.setSoTimeout(Math.toIntExact(SOON.toMillis()));
                // What it said is read over; then there must be an end.
                socket.getInputStream().readAllBytes();
                socket.close();
            }
        }
    }

    @Test
    void whenThePortIsTaken() throws IOException {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(1).start();
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Set<Thread> before = threads();

            assertThatThrownBy(() -> RedisRouter.start(lab.routerConfig().endpoint(e -> e.port(other.getLocalPort()))))
                    .isInstanceOf(ConfigurationException.class);

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(threads()).as("threads").isSubsetOf(before));
            // The replica's link and the Sentinel's two are all that stay; the look itself is one more.
            await().atMost(SOON).untilAsserted(() -> assertThat(clientsOf(lab)).hasSize(3 + 1));
        }
    }

    private static List<String> clientsOf(RedisLab lab) {
        return String.valueOf(lab.master().command("CLIENT", "LIST")).lines().toList();
    }

    /** Those of a router and of what it is made of; others come and go as they like. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().matches(".*(router|lettuce|nioEventLoop|epoll).*"))
                .collect(Collectors.toSet());
    }

    private static void acceptAll(ServerSocket server, List<Socket> accepted) {
        while (!server.isClosed()) {
            try {
                accepted.add(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }
}
