package dev.redisrouter.config;

import java.time.Duration;

/**
 * The probes ({@code PING} and {@code ROLE}) of every node.
 *
 * @param probeInterval 100 ms by default; while there is no master in use, every 10 ms or this, whichever is less
 * @param probeTimeout how long an answer may take; 250 ms by default
 * @param failuresToDown missed probes in a row that turn a suspect node into one that is down, 1 to 100; 3 by default.
 *     A refused connection counts as all of them
 */
public record HealthConfig(Duration probeInterval, Duration probeTimeout, int failuresToDown) {

    public HealthConfig {
        Check.positive("health.probeInterval", probeInterval);
        Check.positive("health.probeTimeout", probeTimeout);
        Check.range("health.failuresToDown", failuresToDown, 1, 100);
    }

    public static HealthConfig defaults() {
        return new HealthConfig(Duration.ofMillis(100), Duration.ofMillis(250), 3);
    }

    public HealthConfig probeInterval(Duration probeInterval) {
        return new HealthConfig(probeInterval, probeTimeout, failuresToDown);
    }

    public HealthConfig probeTimeout(Duration probeTimeout) {
        return new HealthConfig(probeInterval, probeTimeout, failuresToDown);
    }

    public HealthConfig failuresToDown(int failuresToDown) {
        return new HealthConfig(probeInterval, probeTimeout, failuresToDown);
    }
}
