package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hundreds of clients with connections of their own come to a new master together, and each comes once. */
class ManyListenersIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LISTENERS = 500;
    /** Those of the router itself, of Sentinels, replicas and the lab, and of who had to try again on a slow machine. */
    private static final int OTHERS = LISTENERS / 4;

    private static final Pattern RECEIVED = Pattern.compile("total_connections_received:(\\d+)");

    private final List<Wire> listeners = new ArrayList<>();

    @AfterEach
    void closeListeners() {
        listeners.forEach(Wire::close);
    }

    @Test
    void comeToTheNewMasterOnce() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router =
                        RedisRouter.start(lab.routerConfig().nodes(n -> n.connectTimeout(Duration.ofSeconds(10))));
                Wire publisher = Wire.to(router)) {
            for (int i = 0; i < LISTENERS; i++) {
                Wire listener = Wire.to(router);
                listeners.add(listener);
                assertThat(listener.call("SUBSCRIBE", "news")).contains("subscribe");
            }
            LabNode old = lab.master();
            List<LabNode> replicas =
                    lab.nodes().stream().filter(node -> !node.equals(old)).toList();
            long before = replicas.stream().mapToLong(ManyListenersIT::received).sum();

            old.kill();
            lab.awaitMasterOtherThan(old, SOON);
            await().atMost(SOON)
                    .until(() -> publisher.call("PUBLISH", "news", "after").equals(":" + LISTENERS + "\r\n"));

            assertThat(listeners)
                    .allSatisfy(listener -> assertThat(listener.reply()).contains("after"));
            long came = replicas.stream().mapToLong(ManyListenersIT::received).sum() - before;
            assertThat(came).isBetween((long) LISTENERS, (long) LISTENERS + OTHERS);
            assertThat(router.metrics().counter(RouterMetric.LISTENERS_MOVED)).isEqualTo(LISTENERS);
        }
    }

    private static long received(LabNode node) {
        Matcher line = RECEIVED.matcher(String.valueOf(node.command("INFO", "stats")));
        assertThat(line.find()).isTrue();
        return Long.parseLong(line.group(1));
    }
}
