package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterEvent.MasterInUse;
import dev.redisrouter.event.RouterEvent.MasterLost;
import dev.redisrouter.event.RouterEvent.NodeRoleChanged;
import dev.redisrouter.event.RouterEvent.SourceReported;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.Role;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners hear of a failover step by step, in order, whatever another listener does. */
class FailoverEventsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * A node that a busy machine keeps from answering for a moment must not count as a lost one, and Sentinel must not be quicker
     * than the router.
     */
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().downAfter(Duration.ofSeconds(3)))
            .router(config -> config.health(h -> h.probeTimeout(Duration.ofSeconds(1))));

    @Test
    void comeInTheOrderInWhichTheyHappened(RedisRouter router, RedisLab lab) {
        List<RouterEvent> events = new CopyOnWriteArrayList<>();
        router.addListener(event -> {
            if (event instanceof MasterLost) {
                throw new IllegalStateException("a listener that fails when the master is lost");
            }
        });
        router.addListener(events::add);
        LabNode old = lab.master();

        old.pause();
        await().atMost(SOON).until(() -> events.stream().anyMatch(MasterInUse.class::isInstance));
        await().atMost(SOON).until(() -> index(events, SourceReported.class, "+switch-master") >= 0);
        LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
        old.resume();
        NodeRoleChanged demoted = awaitEvent(events, NodeRoleChanged.class, "node=" + old.address());

        MasterLost lost = awaitEvent(events, MasterLost.class, "");
        MasterInUse found = awaitEvent(events, MasterInUse.class, "previous=" + old.address());
        assertThat(lost.last()).contains(old.address());
        assertThat(found.node()).isEqualTo(promoted.address());
        assertThat(found.previous()).contains(old.address());
        assertThat(found.epoch()).isEqualTo(1);
        assertThat(found.without())
                .isBetween(
                        Duration.ofMillis(1),
                        Duration.between(lost.at(), found.at()).plusMillis(50));
        assertThat(demoted.from()).isEqualTo(Role.MASTER);
        assertThat(demoted.to()).isEqualTo(Role.REPLICA);

        assertThat(List.of(
                        index(events, MasterLost.class, ""),
                        index(events, SourceReported.class, "+selected-slave"),
                        events.indexOf(found),
                        events.indexOf(demoted)))
                .as(text(events))
                .isSorted();
        assertThat(events).isSortedAccordingTo(Comparator.comparing(RouterEvent::at));
        assertThat(events.stream().filter(MasterInUse.class::isInstance)).hasSize(1);
    }

    private static <E extends RouterEvent> E awaitEvent(List<RouterEvent> events, Class<E> type, String text) {
        return await().atMost(SOON)
                .until(() -> first(events, type, text), Optional::isPresent)
                .orElseThrow();
    }

    private static <E extends RouterEvent> Optional<E> first(List<RouterEvent> events, Class<E> type, String text) {
        return events.stream()
                .filter(type::isInstance)
                .filter(event -> event.text().contains(text))
                .map(type::cast)
                .findFirst();
    }

    private static int index(List<RouterEvent> events, Class<? extends RouterEvent> type, String text) {
        return first(events, type, text).map(events::indexOf).orElse(-1);
    }

    private static String text(List<RouterEvent> events) {
        return String.join("\n", events.stream().map(RouterEvent::text).toList());
    }
}
