package dev.redisrouter.test.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.failover.Writers;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Testcontainers;
import redis.clients.jedis.Jedis;

/** A deployment in containers: the master is paused and comes back as a replica, or is cut off from the network. */
@Tag("docker")
@Testcontainers(disabledWithoutDocker = true)
class ContainerFailoverIT {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerFailoverIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void survivesAPausedMasterWhichComesBackAsReplica() {
        try (ContainerLab lab = new ContainerLab();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Writers writers = Writers.start(router)) {
            GenericContainer<?> old = lab.firstMaster();

            long paused = System.nanoTime();
            lab.pause(old);
            NodeAddress promoted = awaitMasterOtherThan(lab.address(old), router);
            writers.awaitMore();
            LOG.info(
                    "paused: first write after {} ms",
                    writers.untilFirstAfterSilence(paused).toMillis());

            lab.unpause(old);
            await().atMost(SOON)
                    .until(() -> router.topology().replicas().stream()
                            .anyMatch(node -> node.address().equals(lab.address(old)) && node.state() == NodeState.UP));
            writers.close();
            assertThat(router.topology().master()).contains(promoted);
            assertNothingLost(writers, lab, promoted);
        }
    }

    @Test
    void survivesAMasterThatIsCutOff() {
        try (ContainerLab lab = new ContainerLab();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Writers writers = Writers.start(router)) {
            GenericContainer<?> old = lab.firstMaster();
            NodeAddress oldAddress = lab.address(old);

            long cut = System.nanoTime();
            lab.disconnect(old);
            NodeAddress promoted = awaitMasterOtherThan(oldAddress, router);
            writers.awaitMore();
            LOG.info(
                    "cut off: first write after {} ms",
                    writers.untilFirstAfterSilence(cut).toMillis());
            writers.close();
            assertNothingLost(writers, lab, promoted);
        }
    }

    private static NodeAddress awaitMasterOtherThan(NodeAddress old, RedisRouter router) {
        return await().atMost(SOON)
                .until(() -> router.topology().master().filter(master -> !master.equals(old)), Optional::isPresent)
                .orElseThrow();
    }

    private static void assertNothingLost(Writers writers, ContainerLab lab, NodeAddress promoted) {
        GenericContainer<?> node = lab.nodes().stream()
                .filter(container -> lab.address(container).equals(promoted))
                .findFirst()
                .orElseThrow();
        try (Jedis client = lab.client(node)) {
            assertThat(writers.missingAmong(keys -> client.mget(keys.toArray(String[]::new))))
                    .isEmpty();
        }
        assertThat(writers.errors()).allMatch(error -> error.startsWith("UNCERTAIN "));
        assertThat(writers.errorCounts()).allMatch(count -> count <= 1);
    }
}
