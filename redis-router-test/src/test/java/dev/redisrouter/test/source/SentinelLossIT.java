package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterEvent.SourceConnected;
import dev.redisrouter.event.RouterEvent.SourceLost;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Of three Sentinels any one may die, hang or come back: nothing changes, and the others' failover is followed. */
class SentinelLossIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** A node that a busy machine keeps from answering for a moment must not count as a lost one. */
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(RedisLab.builder())
            .router(config -> config.health(h -> h.probeTimeout(Duration.ofSeconds(1))));

    @Test
    void killedAndRestartedDoesNotMatter(RedisRouter router, RedisLab lab) {
        List<RouterEvent> events = listen(router);
        LabNode sentinel = lab.sentinels().get(0);

        sentinel.kill();
        await().atMost(SOON).until(() -> lost(events, sentinel));
        assertNothingChanged(router, lab, events);

        sentinel.restart();
        await().atMost(SOON).until(() -> connected(events, sentinel));
        assertNothingChanged(router, lab, events);
    }

    @Test
    void pausedDoesNotMatterNorHideAFailover(RedisRouter router, RedisLab lab) {
        List<RouterEvent> events = listen(router);
        LabNode old = lab.master();
        LabNode sentinel = lab.sentinels().get(1);

        sentinel.pause();
        await().atMost(SOON).until(() -> lost(events, sentinel));
        assertNothingChanged(router, lab, events);

        lab.triggerFailover();
        LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
        await().atMost(SOON).until(() -> router.topology().master().equals(Optional.of(promoted.address())));

        // It still names the old master when it comes back.
        sentinel.resume();
        await().atMost(SOON).until(() -> connected(events, sentinel));
        lab.awaitSettled(SOON);
        assertThat(router.topology().master()).contains(promoted.address());
        assertThat(events.stream().filter(RouterEvent.MasterInUse.class::isInstance))
                .hasSize(1);
    }

    @Test
    void allKilledLeavesTheLastViewUntilTheyAreBack(RedisRouter router, RedisLab lab) {
        List<RouterEvent> events = listen(router);

        lab.sentinels().forEach(LabNode::kill);
        await().atMost(SOON).until(() -> lab.sentinels().stream().allMatch(sentinel -> lost(events, sentinel)));

        assertThat(router.topology().nodes()).hasSize(3);
        try (Jedis redis = new Jedis(router.host(), router.port(), 20_000)) {
            assertThat(redis.set("key", "value")).isEqualTo("OK");
        }

        lab.sentinels().forEach(LabNode::restart);
        await().atMost(SOON).until(() -> lab.sentinels().stream().allMatch(sentinel -> connected(events, sentinel)));
        assertThat(events).noneMatch(RouterEvent.MasterLost.class::isInstance);
    }

    private static void assertNothingChanged(RedisRouter router, RedisLab lab, List<RouterEvent> events) {
        try (Jedis redis = new Jedis(router.host(), router.port(), 20_000)) {
            assertThat(redis.set("key", "value")).isEqualTo("OK");
        }
        assertThat(router.topology().master()).contains(lab.master().address());
        assertThat(router.topology().nodes()).hasSize(3);
        assertThat(events)
                .noneMatch(RouterEvent.MasterLost.class::isInstance)
                .noneMatch(RouterEvent.NodeRemoved.class::isInstance);
    }

    private static List<RouterEvent> listen(RedisRouter router) {
        List<RouterEvent> events = new CopyOnWriteArrayList<>();
        router.addListener(events::add);
        return events;
    }

    private static boolean lost(List<RouterEvent> events, LabNode sentinel) {
        return events.stream()
                .anyMatch(event -> event instanceof SourceLost lost
                        && lost.source().equals(sentinel.address().toString()));
    }

    private static boolean connected(List<RouterEvent> events, LabNode sentinel) {
        return events.stream()
                .anyMatch(event -> event instanceof SourceConnected connected
                        && connected.source().equals(sentinel.address().toString()));
    }
}
