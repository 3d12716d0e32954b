package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** When {@code start} returns, all servers know each other: a test has nothing to wait for. */
class SettledTopologyIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RepeatedTest(3)
    void everySentinelKnowsEveryReplicaAndEveryOtherSentinel() {
        try (RedisLab lab = RedisLab.builder().replicas(2).sentinels(3).start()) {
            for (LabNode sentinel : lab.sentinels()) {
                assertThat(sentinel.info("master0"))
                        .isEqualTo("name=mymaster,status=ok,address="
                                + lab.master().address() + ",slaves=2,sentinels=3");
            }
        }
    }

    @RepeatedTest(3)
    void everyReplicaFollowsTheMaster() {
        try (RedisLab lab = RedisLab.builder().replicas(2).sentinels(3).start()) {
            LabNode master = lab.master();

            assertThat(master).isSameAs(lab.nodes().get(0));
            assertThat(master.role()).isEqualTo("master");
            assertThat(lab.replicas()).hasSize(2).allSatisfy(replica -> {
                assertThat(replica.role()).isEqualTo("slave");
                assertThat(replica.info("master_link_status")).isEqualTo("up");
                assertThat(replica.info("master_port")).isEqualTo(Integer.toString(master.port()));
            });
        }
    }

    /** What the master has not sent before its second reply comes too late: it is paused. */
    @RepeatedTest(10)
    void everyReplicaIsSentWritesFromTheFirstOneOn() {
        try (RedisLab lab = RedisLab.builder().replicas(2).sentinels(0).start()) {
            LabNode master = lab.master();
            master.command("SET", "key", "the first write");
            master.command("PING");
            master.pause();

            for (LabNode replica : lab.nodes().subList(1, 3)) {
                await().atMost(SOON).until(() -> "the first write".equals(replica.command("GET", "key")));
            }
        }
    }

    @Test
    void theSameHoldsForSentinelsWithTheirOwnTimers() {
        try (RedisLab lab = RedisLab.builder().sentinelTimers().start()) {
            assertThat(lab.sentinels())
                    .allSatisfy(sentinel -> assertThat(sentinel.info("master0")).endsWith("slaves=2,sentinels=3"));
            assertThat(lab.sentinels().get(0).command("SENTINEL", "DEBUG"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .startsWith("INFO-PERIOD", "10000");
        }
    }

    @Test
    void theUriNamesEverySentinel() {
        try (RedisLab lab = RedisLab.builder()
                .replicas(0)
                .sentinels(2)
                .masterName("the.one")
                .start()) {
            List<LabNode> sentinels = lab.sentinels();

            assertThat(lab.sentinelUri())
                    .isEqualTo("redis-sentinel://" + sentinels.get(0).address() + ","
                            + sentinels.get(1).address() + "#the.one");
        }
    }
}
