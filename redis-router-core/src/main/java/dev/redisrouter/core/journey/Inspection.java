package dev.redisrouter.core.journey;

import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.topology.Topology;
import java.util.List;
import java.util.function.Supplier;

/** What a client can ask of the router itself; each can be called on any thread and returns soon. */
public record Inspection(
        Supplier<Topology> topology, Supplier<MetricsSnapshot> metrics, Supplier<List<FailoverTimeline>> failovers) {}
