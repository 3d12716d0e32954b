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
 * @param hedgeAfter a node that is silent for so long is not waited for: the reads that it owes are asked of one more node each,
 *     and the first answer counts; 60 ms by default. Not those that may be slow themselves, such as {@code KEYS} and scripts
 */
public record ReadsConfig(
        ReadPolicy policy,
        Consistency consistency,
        Optional<Duration> maxStaleness,
        NodePicker picker,
        Duration hedgeAfter) {

    public ReadsConfig {
        Check.positive("reads.hedgeAfter", hedgeAfter);
        maxStaleness.ifPresent(d -> Check.positive("reads.maxStaleness", d));
    }

    public static ReadsConfig defaults() {
        return new ReadsConfig(
                ReadPolicy.ALL,
                Consistency.READ_YOUR_WRITES,
                Optional.empty(),
                Pickers.roundRobin(),
                Duration.ofMillis(60));
    }

    public ReadsConfig policy(ReadPolicy policy) {
        return new ReadsConfig(policy, consistency, maxStaleness, picker, hedgeAfter);
    }

    public ReadsConfig consistency(Consistency consistency) {
        return new ReadsConfig(policy, consistency, maxStaleness, picker, hedgeAfter);
    }

    public ReadsConfig maxStaleness(Duration maxStaleness) {
        return new ReadsConfig(policy, consistency, Optional.of(maxStaleness), picker, hedgeAfter);
    }

    public ReadsConfig picker(NodePicker picker) {
        return new ReadsConfig(policy, consistency, maxStaleness, picker, hedgeAfter);
    }

    public ReadsConfig hedgeAfter(Duration hedgeAfter) {
        return new ReadsConfig(policy, consistency, maxStaleness, picker, hedgeAfter);
    }
}
