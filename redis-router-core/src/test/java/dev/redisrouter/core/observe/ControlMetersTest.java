package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Probes are counted by node and result, and the topology ages until the master confirms itself. */
class ControlMetersTest {
    private static final NodeAddress NODE = new NodeAddress("h1", 6379);

    private final AtomicLong now = new AtomicLong(1_000_000_000);
    private final ControlMeters meters = new ControlMeters(now::get);

    @Test
    void probesAreCountedByNodeAndResult() {
        meters.probed(NODE, true);
        meters.probed(NODE, true);
        meters.probed(NODE, false);

        assertThat(collect())
                .contains(
                        new Meter.Counter(RouterMetric.PROBES, Map.of("node", "h1:6379", "result", "ok"), 2),
                        new Meter.Counter(RouterMetric.PROBES, Map.of("node", "h1:6379", "result", "failed"), 1));
    }

    @Test
    void aNodeThatLeftIsNoLongerCounted() {
        meters.probed(NODE, true);
        meters.forget(NODE);

        assertThat(collect()).noneMatch(meter -> meter.metric() == RouterMetric.PROBES);
    }

    @Test
    void theTopologyAgesUntilTheMasterConfirmsItself() {
        now.addAndGet(2_500_000_000L);
        assertThat(collect()).contains(new Meter.Gauge(RouterMetric.TOPOLOGY_AGE, Map.of(), 2.5));

        meters.confirmed();
        now.addAndGet(500_000_000L);
        assertThat(collect()).contains(new Meter.Gauge(RouterMetric.TOPOLOGY_AGE, Map.of(), 0.5));
    }

    private List<Meter> collect() {
        List<Meter> collected = new ArrayList<>();
        meters.collect(collected::add);
        return collected;
    }
}
