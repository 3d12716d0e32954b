package dev.redisrouter.examples.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * A master that hangs, and what it took until writes went on. Times are those of {@link System#nanoTime}.
 *
 * @param pausedAt just before the master got its SIGSTOP
 * @param stoppedAt when it stood still for certain
 * @param seen what others than the router saw
 * @param gap the longest time in which no writer got an acknowledgement
 */
record Failover(long pausedAt, long stoppedAt, Sightings seen, WriteReport.Gap gap) {
    static final Duration SOON_AFTER_PROMOTION = Duration.ofSeconds(1);

    Duration sincePause() {
        return Duration.ofNanos(gap.to() - pausedAt);
    }

    /** Negative when a write was acknowledged before the demo itself had noticed the promotion. */
    Duration sincePromotion() {
        return Duration.ofNanos(gap.to() - seen.promotedAt());
    }

    Promise writesGoOn() {
        boolean causedByThePause = gap.to() - stoppedAt > 0;
        return new Promise(
                "writes go on by themselves",
                causedByThePause && sincePromotion().compareTo(SOON_AFTER_PROMOTION) <= 0,
                String.format(
                        Locale.ROOT,
                        "%.3f s after the pause, %+.3f s from Sentinel's promotion, %+.3f s from its first +switch-master",
                        seconds(sincePause()),
                        seconds(sincePromotion()),
                        seconds(Duration.ofNanos(gap.to() - seen.announcedAt().get(0)))));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
