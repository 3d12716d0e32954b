package dev.redisrouter.test.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No single Sentinel, gone or hanging, keeps the router from following a failover. */
class SentinelOutageIT {

    @Test
    void aSentinelThatHangsIsLeftAndTheFailoverFollowedThroughTheOthers() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            Told told = Told.by(router);
            LabNode hangs = lab.sentinels().get(0);
            hangs.pause();
            told.first("source-lost source=" + hangs.address());

            followsAFailover(lab, router);

            hangs.resume();
            told.first("source-connected source=" + hangs.address());
        }
    }

    @Test
    void aSentinelThatHangsFromTheSameMomentAsTheMasterDelaysNothing() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            lab.sentinels().get(1).pause();

            followsAFailover(lab, router);
        }
    }

    @Test
    void theOnlyConfiguredSentinelMayDieOnceItHasNamedTheOthers() {
        try (RedisLab lab = RedisLab.builder().start()) {
            LabNode known = lab.sentinels().get(0);
            RouterConfig config = RouterConfig.of("redis-sentinel://" + known.address() + "#" + lab.masterName());
            try (RedisRouter router = RedisRouter.start(config)) {
                Told told = Told.by(router);
                known.kill();
                told.first("source-lost source=" + known.address());

                followsAFailover(lab, router);
            }
        }
    }

    @Test
    void aSentinelThatRestartsIsHeardAgain() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            Told told = Told.by(router);
            LabNode restarts = lab.sentinels().get(2);
            restarts.kill();
            told.first("source-lost source=" + restarts.address());
            followsAFailover(lab, router);
            restarts.restart();

            told.first("source-connected source=" + restarts.address());
            lab.awaitSettled(Told.SOON);
            assertThat(router.topology().master()).contains(lab.master().address());
        }
    }

    @Test
    void aSentinelKnownByNameAndByAddressIsHeardOnce() {
        try (RedisLab lab = RedisLab.builder().start()) {
            String byName = "localhost:" + lab.sentinels().get(0).port();
            RouterConfig config = RouterConfig.of("redis-sentinel://" + byName + "#" + lab.masterName());
            try (RedisRouter router = RedisRouter.start(config)) {
                Told told = Told.by(router);
                followsAFailover(lab, router);

                LabNode byAddress = lab.sentinels().get(0);
                assertThat(told.with("source-reported source=" + byAddress.address()))
                        .isEmpty();
                assertThat(told.with("source-reported source=" + byName)).isNotEmpty();
            }
        }
    }

    private static void followsAFailover(RedisLab lab, RedisRouter router) {
        LabNode old = lab.master();
        old.kill();
        await().atMost(Told.SOON).untilAsserted(() -> {
            Optional<NodeAddress> master = router.topology().master();
            assertThat(master).isPresent().isNotEqualTo(Optional.of(old.address()));
        });
        LabNode promoted = lab.awaitMasterOtherThan(old, Told.SOON);
        assertThat(router.topology().master()).contains(promoted.address());
        old.restart();
    }
}
