package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterEvent.SourceLost;
import dev.redisrouter.event.RouterEvent.SourceReported;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** One Sentinel in the configuration is enough: the others are found through it, and do without it. */
class DiscoveredSentinelIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void isFollowedWhenTheOnlyConfiguredOneIsGone() {
        try (RedisLab lab =
                RedisLab.builder().sentinelPassword("of the sentinels").start()) {
            LabNode configured = lab.sentinels().get(0);
            RouterConfig config = RouterConfig.of(SentinelConfig.of(List.of(configured.address()), lab.masterName()))
                    .sentinel(s -> s.credentials(lab.sentinelCredentials()));
            List<RouterEvent> events = new CopyOnWriteArrayList<>();
            try (RedisRouter router = RedisRouter.start(config)) {
                router.addListener(events::add);
                await().atMost(SOON)
                        .until(() -> router.metrics().counter("redis.router.events", "event", "source-connected") >= 3);
                LabNode old = lab.master();

                configured.kill();
                await().atMost(SOON).until(() -> events.stream().anyMatch(SourceLost.class::isInstance));
                old.kill();
                LabNode promoted = lab.awaitMasterOtherThan(old, SOON);

                await().atMost(SOON).until(() -> router.topology().master().equals(Optional.of(promoted.address())));
                assertThat(events)
                        .anyMatch(event -> event instanceof SourceReported reported
                                && reported.what().startsWith("+switch-master")
                                && !reported.source()
                                        .equals(configured.address().toString()));
            }
        }
    }
}
