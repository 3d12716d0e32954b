package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A server that is killed or stopped comes back where it was, and finds its place again. */
class KilledNodeIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RepeatedTest(2)
    void aKilledMasterIsReplacedAndComesBackAsReplica() {
        try (RedisLab lab = RedisLab.builder().start()) {
            LabNode old = lab.master();
            int port = old.port();
            long pid = old.pid();

            old.kill();
            assertThat(old.isAlive()).isFalse();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);

            old.restart();
            lab.awaitSettled(SOON);
            assertThat(lab.replicas()).contains(old);
            assertThat(lab.master()).isSameAs(promoted);
            assertThat(old.port()).isEqualTo(port);
            assertThat(old.pid()).isNotEqualTo(pid);
            assertThat(lab.sentinels())
                    .as("a replica could be promoted at the first try")
                    .noneMatch(sentinel -> sentinel.log().contains("-failover-abort-no-good-slave"));
        }
    }

    @Test
    void aReplicaComesBackWithTheMastersData() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start()) {
            LabNode replica = lab.replicas().get(0);
            replica.kill();
            lab.master().command("SET", "written", "while the replica was dead");

            replica.restart();
            lab.awaitSettled(SOON);

            assertThat(replica.command("GET", "written")).isEqualTo("while the replica was dead");
        }
    }

    @Test
    void aRestartedSentinelIsQuickAgain() {
        try (RedisLab lab = RedisLab.builder().start()) {
            LabNode sentinel = lab.sentinels().get(0);

            sentinel.restart();
            lab.awaitSettled(SOON);

            assertThat(sentinel.command("SENTINEL", "DEBUG"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .startsWith("INFO-PERIOD", "500");
        }
    }

    @Test
    void healingUndoesEveryFault() {
        try (RedisLab lab = RedisLab.builder().start()) {
            lab.replicas().get(0).kill();
            lab.replicas().get(1).pause();
            lab.sentinels().get(2).stop();

            lab.heal();

            assertThat(lab.nodes()).allMatch(LabNode::isRunning);
            assertThat(lab.sentinels()).allMatch(LabNode::isRunning);
            assertThat(lab.replicas())
                    .allSatisfy(replica ->
                            assertThat(replica.info("master_link_status")).isEqualTo("up"));
        }
    }
}
