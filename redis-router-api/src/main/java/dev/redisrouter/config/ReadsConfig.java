package dev.redisrouter.config;

import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.NodePicker;
import java.time.Duration;
import java.util.Optional;

/**
 * How reads are spread.
 *
 * @param policy which nodes may serve them; {@link ReadPolicy#ALL} by default
 * @param consistency what they may miss; {@link Consistency#READ_YOUR_WRITES} by default
 * @param maxStaleness a replica not known to be this fresh gets no reads; empty, the default, for no such bound.
 *     At least twice {@code health.probeInterval}, which the start of the router checks
 * @param picker which of those nodes is next; {@link Pickers#roundRobin()} by default
 */
public record ReadsConfig(
        ReadPolicy policy, Consistency consistency, Optional<Duration> maxStaleness, NodePicker picker) {

    public ReadsConfig {
        maxStaleness.ifPresent(d -> Check.positive("reads.maxStaleness", d));
    }

    public static ReadsConfig defaults() {
        return new ReadsConfig(ReadPolicy.ALL, Consistency.READ_YOUR_WRITES, Optional.empty(), Pickers.roundRobin());
    }

    public ReadsConfig policy(ReadPolicy policy) {
        return new ReadsConfig(policy, consistency, maxStaleness, picker);
    }

    public ReadsConfig consistency(Consistency consistency) {
        return new ReadsConfig(policy, consistency, maxStaleness, picker);
    }

    public ReadsConfig maxStaleness(Duration maxStaleness) {
        return new ReadsConfig(policy, consistency, Optional.of(maxStaleness), picker);
    }

    public ReadsConfig picker(NodePicker picker) {
        return new ReadsConfig(policy, consistency, maxStaleness, picker);
    }
}
