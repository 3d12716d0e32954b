package dev.redisrouter.test.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.ReplicationGate;
import dev.redisrouter.test.history.Violation.Kind;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** With a replica that lags, the checker finds what is really wrong, and where the router keeps its promise nothing. */
@Tag("long")
class PlantedFaultsIT {
    private static final Logger LOG = LoggerFactory.getLogger(PlantedFaultsIT.class);

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(1).sentinels(0));

    @Test
    void readsThatMayBeStaleAreFoundStale() {
        Report report = withALaggingReplica(Consistency.EVENTUAL, redis.lab().master());

        assertThat(report.of(Kind.STALE_READ)).hasSizeGreaterThan(10);
        assertThat(report.of(Kind.LOST_WRITE, Kind.DUPLICATE, Kind.PHANTOM)).isEmpty();
    }

    @Test
    void readsOfWhatWasWrittenAreFoundRight() {
        Report report =
                withALaggingReplica(Consistency.READ_YOUR_WRITES, redis.lab().master());

        assertThat(report.violations()).as(report.toString()).isEmpty();
        assertThat(report.reads(Outcome.ACKNOWLEDGED)).isPositive();
    }

    @Test
    void writesThatTheReplicaNeverGotAreFoundLost() {
        Report report = withALaggingReplica(
                Consistency.READ_YOUR_WRITES, redis.lab().replicas().get(0));

        assertThat(report.of(Kind.LOST_WRITE)).hasSizeGreaterThan(10);
        assertThat(report.of(Kind.STALE_READ, Kind.DUPLICATE, Kind.PHANTOM)).isEmpty();
    }

    /** Held to what {@code end} has while the replica still lags. */
    private static Report withALaggingReplica(Consistency consistency, LabNode end) {
        LabNode replica = redis.lab().replicas().get(0);
        try (ReplicationGate gate = ReplicationGate.between(replica, redis.lab().master());
                RedisRouter router =
                        RedisRouter.start(redis.lab().routerConfig().reads(r -> r.consistency(consistency)))) {
            Awaitility.await()
                    .until(() -> router.topology().nodes().stream().allMatch(node -> node.state() == NodeState.UP));
            try (Load load = Load.start(router)) {
                gate.shut();
                load.awaitMore();
                load.awaitMore();
                Report report = load.check(end);
                LOG.info("{}: {}", consistency, report);
                return report;
            }
        }
    }
}
