package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import redis.clients.jedis.Jedis;

/**
 * Where Sentinel announces addresses of another network, the mapper's are used: to connect, in the topology, in the
 * metrics; across a failover too.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is no address of the machine by itself")
class AddressMapperIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ANNOUNCED = "127.0.0.2";

    @Test
    void turnsEveryAnnouncedAddressIntoOneThatCanBeReached() {
        try (RedisLab lab = RedisLab.builder().announcedHost(ANNOUNCED).start();
                RedisRouter router =
                        RedisRouter.start(lab.routerConfig().nodes(n -> n.addressMapper(AddressMapperIT::reachable)));
                Jedis redis = new Jedis(router.host(), router.port(), 60_000)) {
            LabNode old = lab.master();
            assertThat(router.topology().master()).contains(old.address());
            await().atMost(SOON).until(() -> router.topology().nodes().size() == 3);
            assertThat(router.topology().nodes())
                    .extracting(NodeInfo::address)
                    .containsExactlyElementsOf(
                            lab.nodes().stream().map(LabNode::address).sorted().toList());

            lab.triggerFailover();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            await().atMost(SOON)
                    .until(() -> router.topology()
                            .master()
                            .filter(promoted.address()::equals)
                            .isPresent());
            redis.set("key", "value");

            assertThat(promoted.command("GET", "key")).isEqualTo("value");
            assertThat(router.topology().nodes())
                    .extracting(node -> node.address().host())
                    .containsOnly("127.0.0.1");
            assertThat(router.metrics()
                            .gauge(
                                    "redis.router.node.master",
                                    "node",
                                    promoted.address().toString()))
                    .isEqualTo(1);
        }
    }

    private static NodeAddress reachable(NodeAddress announced) {
        return new NodeAddress(announced.host().equals(ANNOUNCED) ? "127.0.0.1" : announced.host(), announced.port());
    }
}
