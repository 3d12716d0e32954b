package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySink;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A source of the user's leads the router as Sentinel does: by what it claims, and never back to a lower epoch. */
class CustomSourceIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void leadsTheRouterFromMasterToMaster() {
        ByHand source = new ByHand();
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start()) {
            LabNode old = lab.master();
            LabNode next = lab.replicas().get(0);
            source.toClaim = claim(old, lab, 1);
            try (RedisRouter router = RedisRouter.start(RouterConfig.of(source));
                    Jedis redis = new Jedis(router.host(), router.port(), 20_000)) {
                assertThat(router.topology().master()).contains(old.address());
                assertThat(router.topology().epoch()).isEqualTo(1);

                next.command("REPLICAOF", "NO", "ONE");
                source.sink().claim(claim(next, lab, 2));
                await().atMost(SOON).until(() -> router.topology().master().equals(Optional.of(next.address())));
                assertThat(router.topology().epoch()).isEqualTo(2);
                redis.set("key", "to the new one");
                assertThat(next.command("GET", "key")).isEqualTo("to the new one");

                source.sink().claim(claim(old, lab, 1));
                source.sink().connected("a later word");
                await().atMost(SOON)
                        .until(() -> router.metrics().counter("redis.router.events", "event", "source-connected") > 0);
                assertThat(router.topology().master()).contains(next.address());
            }
            assertThat(source.closed).isTrue();
        }
    }

    @Test
    void isQuotedWhenThereIsNoMaster() {
        ByHand source = new ByHand();

        assertThatThrownBy(() -> RedisRouter.start(
                        RouterConfig.of(source).failover(f -> f.startTimeout(Duration.ofMillis(300)))))
                .isInstanceOf(RouterStartException.class)
                .hasMessage("no master in use within 300 ms; asked by hand: nothing was said; nodes: none known");
        assertThat(source.closed).isTrue();
    }

    private static TopologyClaim claim(LabNode master, RedisLab lab, long epoch) {
        Set<NodeAddress> nodes = lab.nodes().stream().map(LabNode::address).collect(Collectors.toSet());
        return new TopologyClaim("hand", Optional.of(master.address()), nodes, epoch);
    }

    /** Claims one thing when it is first watched, and then whatever the test claims through its sink. */
    private static final class ByHand implements TopologySource {
        private final AtomicReference<@Nullable TopologySink> watching = new AtomicReference<>();
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile @Nullable TopologyClaim toClaim;

        TopologySink sink() {
            return Objects.requireNonNull(watching.get(), "not watched yet");
        }

        @Override
        public String describe() {
            return "by hand";
        }

        @Override
        public Watch watch(TopologySink sink) {
            watching.set(sink);
            TopologyClaim first = toClaim;
            if (first != null) {
                sink.claim(first);
            }
            return new Watch() {
                @Override
                public void refresh() {
                    // Nothing is known beyond what was claimed.
                }

                @Override
                public String answers() {
                    return "nothing was said";
                }

                @Override
                public void close() {
                    closed.set(true);
                }
            };
        }
    }
}
