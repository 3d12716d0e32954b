package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.history.Load;
import dev.redisrouter.test.history.Promises;
import dev.redisrouter.test.history.Report;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sentinels that tell names instead of addresses are followed all the same. */
class HostNamesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void areFollowedThroughAFailover() {
        try (RedisLab lab = RedisLab.builder().announcedHost("localhost").start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Load load = Load.start(router)) {
            LabNode old = lab.master();
            assertThat(router.topology().master()).contains(old.announcedAddress());
            assertThat(router.topology().nodes())
                    .extracting(node -> node.address().host())
                    .containsOnly("localhost");

            old.kill();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            load.awaitMore();
            assertThat(router.topology().master()).contains(promoted.announcedAddress());

            old.restart();
            lab.awaitSettled(SOON);
            await().atMost(SOON)
                    .until(() -> router.topology()
                            .node(old.announcedAddress())
                            .map(NodeInfo::state)
                            .equals(Optional.of(NodeState.UP)));
            load.awaitMore();
            assertThat(router.topology().nodes()).hasSize(3);
            Report report = load.check(promoted);
            Promises.assertKept(report, "host names");
        }
    }
}
