package dev.redisrouter.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.core.tls.RouterTls;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.spi.TopologySink;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The control path on real threads and sockets, with nobody at the other end: it says so, and leaves nothing behind. */
class ControlPathTest {
    private static final Duration SOON = Duration.ofMillis(500);
    private static final RouterTls NO_TLS = new RouterTls(Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void withoutASentinelTheErrorSaysWhoWasAskedAndWhatEachAnswered() throws IOException {
        try (ServerSocket silent = listen()) {
            NodeAddress nobody = freePort();
            NodeAddress hangs = address(silent);
            RouterConfig config = RouterConfig.of("redis-sentinel://" + nobody + "," + hangs + "#mymaster")
                    .sentinel(s -> s.timeout(Duration.ofMillis(200)));

            try (ControlPath control =
                    ControlPath.start(config, NanoClock.system(), Executors.defaultThreadFactory(), NO_TLS)) {
                await().untilAsserted(() -> assertThatThrownBy(() -> control.awaitMaster(SOON))
                        .isInstanceOf(RouterStartException.class)
                        .hasMessageContaining("no master in use within 500 ms")
                        .hasMessageContaining("sentinel[" + nobody + ", " + hangs + "] mymaster")
                        .hasMessageContaining(nobody + ": connection refused")
                        .hasMessageContaining(hangs + ": no answer"));
            }
        }
    }

    @Test
    void withoutANodeTheErrorSaysHowEachOfThemIs() throws IOException {
        NodeAddress nobody = freePort();
        try (ControlPath control = ControlPath.start(
                RouterConfig.ofNodes(nobody.toString()),
                NanoClock.system(),
                Executors.defaultThreadFactory(),
                NO_TLS)) {
            await().untilAsserted(() -> assertThatThrownBy(() -> control.awaitMaster(SOON))
                    .isInstanceOf(RouterStartException.class)
                    .hasMessageContaining(nobody + " is UNKNOWN, DOWN (connection refused)"));
        }
    }

    @Test
    void aSubscriberHearsTheEmptyViewFirst() throws IOException {
        Queue<RoutingView> told = new ConcurrentLinkedQueue<>();
        try (ControlPath control = ControlPath.start(
                RouterConfig.ofNodes(freePort().toString()),
                NanoClock.system(),
                Executors.defaultThreadFactory(),
                NO_TLS)) {
            control.onView(told::add);

            await().until(() -> !told.isEmpty());
            assertThat(told.element().servesAnything()).isFalse();
        }
    }

    @Test
    void closingEndsEveryThreadAndASecondTimeDoesNothing() throws IOException {
        List<Long> before = threadIds();
        ControlPath control = ControlPath.start(
                RouterConfig.of("redis-sentinel://" + freePort() + "#mymaster"),
                NanoClock.system(),
                Executors.defaultThreadFactory(),
                NO_TLS);
        await().until(() -> threads(before).contains("redis-router-control"));
        control.close();
        assertThatCode(control::close).doesNotThrowAnyException();

        await().untilAsserted(() -> assertThat(threads(before)).isEmpty());
    }

    @Test
    void aSourceThatCannotBeStartedFailsTheStartAndLeavesNothing() {
        List<Long> before = threadIds();
        TopologySource broken = new TopologySource() {
            @Override
            public String describe() {
                return "broken";
            }

            @Override
            public Watch watch(TopologySink sink) {
                throw new IllegalStateException("on purpose");
            }
        };

        assertThatThrownBy(() -> ControlPath.start(
                        RouterConfig.of(broken), NanoClock.system(), Executors.defaultThreadFactory(), NO_TLS))
                .isInstanceOf(RouterStartException.class)
                .hasMessage("source broken cannot be started: on purpose");
        await().untilAsserted(() -> assertThat(threads(before)).isEmpty());
    }

    private static List<String> threads(List<Long> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread.getId()))
                .map(Thread::getName)
                .filter(name -> name.startsWith("redis-router") || name.startsWith("lettuce"))
                .toList();
    }

    private static List<Long> threadIds() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getId).toList();
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static NodeAddress address(ServerSocket socket) {
        return new NodeAddress("127.0.0.1", socket.getLocalPort());
    }

    private static NodeAddress freePort() throws IOException {
        try (ServerSocket socket = listen()) {
            return address(socket);
        }
    }
}
