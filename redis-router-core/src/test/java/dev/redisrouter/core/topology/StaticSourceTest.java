package dev.redisrouter.core.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySink;
import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A list of nodes is claimed once and names nobody. */
class StaticSourceTest {
    private static final NodeAddress A = new NodeAddress("10.0.0.1", 6379);
    private static final NodeAddress B = new NodeAddress("10.0.0.2", 6379);

    private final List<TopologyClaim> claims = new ArrayList<>();

    @Test
    void claimsTheNodesAndNoMaster() {
        StaticSource source = new StaticSource(new SourceConfig.StaticNodes(List.of(A, B)));

        try (var watch = source.watch(sink())) {
            watch.refresh();

            assertThat(source.describe()).isEqualTo("nodes[10.0.0.1:6379, 10.0.0.2:6379]");
            assertThat(watch.answers()).isEqualTo("a fixed list, whose roles decide");
        }
        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim.master()).isEmpty();
            assertThat(claim.nodes()).containsExactlyInAnyOrder(A, B);
        });
    }

    private TopologySink sink() {
        return new TopologySink() {
            @Override
            public void claim(TopologyClaim claim) {
                claims.add(claim);
            }

            @Override
            public void connected(String origin) {}

            @Override
            public void lost(String origin, String reason) {}

            @Override
            public void report(String origin, String what) {}
        };
    }
}
