package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A replica that joins is found and used; one that Sentinel forgets is dropped; each with its event. */
class ReplicasComeAndGoIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void appearAndDisappear() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(1).start();
                RedisLab other = RedisLab.builder().replicas(0).sentinels(0).start();
                RedisRouter router =
                        RedisRouter.start(lab.routerConfig().health(h -> h.probeTimeout(Duration.ofSeconds(1))))) {
            List<RouterEvent> events = new CopyOnWriteArrayList<>();
            router.addListener(events::add);
            LabNode joining = other.nodes().get(0);
            LabNode leaving = lab.replicas().get(0);

            joining.command(
                    "REPLICAOF",
                    lab.master().host(),
                    Integer.toString(lab.master().port()));
            await().atMost(SOON).until(() -> state(router, joining) == NodeState.UP);
            assertThat(events)
                    .anyMatch(event -> event instanceof RouterEvent.NodeAdded added
                            && added.node().equals(joining.address()));

            leaving.kill();
            await().atMost(SOON).until(() -> state(router, leaving) == NodeState.DOWN);
            lab.sentinels().get(0).command("SENTINEL", "RESET", lab.masterName());
            await().atMost(SOON)
                    .until(() -> router.topology().node(leaving.address()).isEmpty());
            await().atMost(SOON).until(() -> state(router, joining) == NodeState.UP);

            assertThat(router.topology().nodes()).hasSize(2);
            assertThat(events)
                    .anyMatch(event -> event instanceof RouterEvent.NodeRemoved removed
                            && removed.node().equals(leaving.address()))
                    .noneMatch(RouterEvent.MasterLost.class::isInstance);
        }
    }

    private static NodeState state(RedisRouter router, LabNode node) {
        return router.topology().node(node.address()).map(info -> info.state()).orElse(NodeState.UNKNOWN);
    }
}
