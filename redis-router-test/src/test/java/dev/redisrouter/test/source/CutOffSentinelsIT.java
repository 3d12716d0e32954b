package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent.SourceLost;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.history.Load;
import dev.redisrouter.test.history.Promises;
import dev.redisrouter.test.history.Report;
import dev.redisrouter.test.link.LabLinks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens while the router cannot hear the Sentinels is found out when it can, and nothing is lost by then. */
@Tag("long")
class CutOffSentinelsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aFailoverThatNoSentinelCouldTellOfIsFollowedLater() {
        try (RedisLab lab = RedisLab.builder().start();
                LabLinks links = LabLinks.of(lab);
                RedisRouter router = RedisRouter.start(links.routerConfig());
                Load load = Load.start(router)) {
            LabNode old = lab.master();

            cutOffFromSentinels(links, router);
            load.awaitMore();
            old.kill();
            load.awaitReads();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            LabNode follows = lab.nodes().stream()
                    .filter(node -> node != old && node != promoted)
                    .findFirst()
                    .orElseThrow();
            await().atMost(SOON).until(() -> follows.info("master_port").equals("" + promoted.port()));
            await().atMost(SOON).until(() -> follows.info("master_link_status").equals("up"));
            load.awaitReads();
            links.heal();

            awaitMaster(promoted, links, router);
            load.awaitMore();
            assertKept(load.check(promoted));
        }
    }

    @Test
    void aSentinelThatAcceptsAndNeverAnswersDelaysNeitherStartNorFailover() {
        try (RedisLab lab = RedisLab.builder().start();
                LabLinks links = LabLinks.of(lab)) {
            LabNode old = lab.master();
            links.to(lab.sentinels().get(2)).cut();
            try (RedisRouter router = RedisRouter.start(links.routerConfig());
                    Load load = Load.start(router)) {
                lab.triggerFailover();
                LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
                awaitMaster(promoted, links, router);
                load.awaitMore();
                assertKept(load.check(promoted));
            }
        }
    }

    @Test
    void aDeploymentThatComesBackWithSwappedRolesIsTakenAsItIs() {
        try (RedisLab lab = RedisLab.builder()
                        .replicas(1)
                        .nodeLines("appendonly yes", "appendfsync always")
                        .start();
                LabLinks links = LabLinks.of(lab);
                RedisRouter router = RedisRouter.start(links.routerConfig());
                Load load = Load.start(router)) {
            LabNode old = lab.master();
            lab.nodes().forEach(node -> links.to(node).cut());
            cutOffFromSentinels(links, router);

            lab.triggerFailover();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            lab.awaitSettled(SOON);
            Stream.concat(lab.nodes().stream(), lab.sentinels().stream()).forEach(LabNode::kill);
            Stream.concat(lab.nodes().stream(), lab.sentinels().stream()).forEach(LabNode::restart);
            lab.awaitSettled(SOON);
            assertThat(lab.master()).isSameAs(promoted);
            links.heal();

            awaitMaster(promoted, links, router);
            load.awaitMore();
            assertKept(load.check(promoted));
        }
    }

    private static void cutOffFromSentinels(LabLinks links, RedisRouter router) {
        AtomicInteger lost = new AtomicInteger();
        router.addListener(event -> {
            if (event instanceof SourceLost) {
                lost.incrementAndGet();
            }
        });
        links.toSentinels().forEach(link -> link.cut());
        await().atMost(SOON).until(() -> lost.get() >= links.toSentinels().size());
    }

    private static void awaitMaster(LabNode node, LabLinks links, RedisRouter router) {
        await().atMost(SOON)
                .until(() -> router.topology()
                        .master()
                        .equals(Optional.of(links.to(node).address())));
    }

    private static void assertKept(Report report) {
        Promises.assertKept(report, "cut off");
        assertThat(report.errors().keySet()).isSubsetOf("UNCERTAIN");
        assertThat(report.errors().values()).allMatch(count -> count <= 2);
    }
}
