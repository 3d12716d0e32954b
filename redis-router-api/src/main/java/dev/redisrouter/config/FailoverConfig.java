package dev.redisrouter.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens while no master is in use, and to commands whose connection was lost.
 *
 * @param startTimeout how long {@code RedisRouter.start} waits for the first master; 10 s by default
 * @param startWithoutMaster true to start all the same when there is none by then, and hold; false by default
 * @param holdTimeout how long a command for the master waits for one before it is answered {@code -MASTERDOWN}; 50 s by
 *     default: above Sentinel's own {@code down-after-milliseconds}, 30 s unless configured, and below Lettuce's time-out
 *     for a command, 60 s, which would not say why
 * @param holdMaxCommands how many commands may wait, 0 to 10,000,000; 100,000 by default
 * @param holdMaxBytes how many bytes they may have in all, 0 or more; 64 MiB by default
 * @param replayIdempotentWrites true to send a write again whose connection was lost before its reply came, when
 *     executing it twice is the same as once, such as {@code SET} without options; false by default, so that such a
 *     write is answered {@code -UNCERTAIN}. Another client's write to the same key that came in between is overwritten
 *     by the repetition
 * @param isolationTimeout when most of the Sentinels have been out of reach for so long, commands for the master are held as
 *     if there were none, since the others may have another by now; empty, the default, for never
 */
public record FailoverConfig(
        Duration startTimeout,
        boolean startWithoutMaster,
        Duration holdTimeout,
        int holdMaxCommands,
        long holdMaxBytes,
        boolean replayIdempotentWrites,
        Optional<Duration> isolationTimeout) {

    public FailoverConfig {
        Check.positive("failover.startTimeout", startTimeout);
        Check.notNegative("failover.holdTimeout", holdTimeout);
        Check.range("failover.holdMaxCommands", holdMaxCommands, 0, 10_000_000);
        Check.range("failover.holdMaxBytes", holdMaxBytes, 0, Long.MAX_VALUE);
        isolationTimeout.ifPresent(d -> Check.positive("failover.isolationTimeout", d));
    }

    public static FailoverConfig defaults() {
        return new FailoverConfig(
                Duration.ofSeconds(10),
                false,
                Duration.ofSeconds(50),
                100_000,
                64L * 1024 * 1024,
                false,
                Optional.empty());
    }

    public FailoverConfig startTimeout(Duration startTimeout) {
        return new FailoverConfig(
                startTimeout,
                startWithoutMaster,
                holdTimeout,
                holdMaxCommands,
                holdMaxBytes,
                replayIdempotentWrites,
                isolationTimeout);
    }

    public FailoverConfig startWithoutMaster(boolean startWithoutMaster) {
        return new FailoverConfig(
                startTimeout,
                startWithoutMaster,
                holdTimeout,
                holdMaxCommands,
                holdMaxBytes,
                replayIdempotentWrites,
                isolationTimeout);
    }

    public FailoverConfig holdTimeout(Duration holdTimeout) {
        return new FailoverConfig(
                startTimeout,
                startWithoutMaster,
                holdTimeout,
                holdMaxCommands,
                holdMaxBytes,
                replayIdempotentWrites,
                isolationTimeout);
    }

    public FailoverConfig holdMaxCommands(int holdMaxCommands) {
        return new FailoverConfig(
                startTimeout,
                startWithoutMaster,
                holdTimeout,
                holdMaxCommands,
                holdMaxBytes,
                replayIdempotentWrites,
                isolationTimeout);
    }

    public FailoverConfig holdMaxBytes(long holdMaxBytes) {
        return new FailoverConfig(
                startTimeout,
                startWithoutMaster,
                holdTimeout,
                holdMaxCommands,
                holdMaxBytes,
                replayIdempotentWrites,
                isolationTimeout);
    }

    public FailoverConfig replayIdempotentWrites(boolean replayIdempotentWrites) {
        return new FailoverConfig(
                startTimeout,
                startWithoutMaster,
                holdTimeout,
                holdMaxCommands,
                holdMaxBytes,
                replayIdempotentWrites,
                isolationTimeout);
    }

    public FailoverConfig isolationTimeout(Duration isolationTimeout) {
        return new FailoverConfig(
                startTimeout,
                startWithoutMaster,
                holdTimeout,
                holdMaxCommands,
                holdMaxBytes,
                replayIdempotentWrites,
                Optional.of(isolationTimeout));
    }
}
