package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import org.junit.jupiter.api.Test;

/** A lab may have no Sentinel, or be a single node. */
class WithoutSentinelIT {

    @Test
    void replicationIsSettled() {
        try (RedisLab lab = RedisLab.builder().replicas(2).sentinels(0).start()) {
            assertThat(lab.sentinels()).isEmpty();
            assertThat(lab.replicas())
                    .hasSize(2)
                    .allSatisfy(replica ->
                            assertThat(replica.info("master_link_status")).isEqualTo("up"));
            assertThat(lab.master().info("connected_slaves")).isEqualTo("2");
        }
    }

    @Test
    void aSingleNodeIsTheMaster() {
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).start()) {
            assertThat(lab.nodes()).containsExactly(lab.master());
            assertThat(lab.replicas()).isEmpty();
        }
    }

    @Test
    void theRouterIsGivenTheListOfNodes() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start()) {
            assertThat(lab.routerConfig().source())
                    .isEqualTo(new SourceConfig.StaticNodes(
                            lab.nodes().stream().map(LabNode::address).toList()));
            assertThatThrownBy(lab::sentinelUri)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("sentinels: 0 (expected: 1 or more for a Sentinel URI)");
        }
    }
}
