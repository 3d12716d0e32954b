package dev.redisrouter.core.observe;

import static dev.redisrouter.metrics.RouterMetric.PROBES;
import static dev.redisrouter.metrics.RouterMetric.TOPOLOGY_AGE;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.metrics.Meter;
import dev.redisrouter.topology.NodeAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What the control path counts. Written on the control thread, read from any. */
public final class ControlMeters implements MeterSource {
    private static final double NANOS_PER_SECOND = 1e9;

    private final NanoClock clock;
    private final Map<NodeAddress, Probes> probes = new ConcurrentHashMap<>();
    private volatile long confirmedAt;

    private record Probes(LongAdder ok, LongAdder failed) {}

    public ControlMeters(NanoClock clock) {
        this.clock = clock;
        this.confirmedAt = clock.nanos();
    }

    /** A node was asked: it answered in time, or not. */
    public void probed(NodeAddress node, boolean ok) {
        Probes counts = probes.computeIfAbsent(node, n -> new Probes(new LongAdder(), new LongAdder()));
        (ok ? counts.ok : counts.failed).increment();
    }

    /** A node is no longer part of the deployment. */
    public void forget(NodeAddress node) {
        probes.remove(node);
    }

    /** The master in use has just said again that it is one. */
    public void confirmed() {
        confirmedAt = clock.nanos();
    }

    @Override
    public void collect(Consumer<Meter> sink) {
        probes.forEach((node, counts) -> {
            sink.accept(new Meter.Counter(PROBES, tags(node, "ok"), counts.ok.sum()));
            sink.accept(new Meter.Counter(PROBES, tags(node, "failed"), counts.failed.sum()));
        });
        sink.accept(new Meter.Gauge(TOPOLOGY_AGE, Map.of(), (clock.nanos() - confirmedAt) / NANOS_PER_SECOND));
    }

    private static Map<String, String> tags(NodeAddress node, String result) {
        return Map.of("node", node.toString(), "result", result);
    }
}
