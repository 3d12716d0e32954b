package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes go on "by themselves" when they do so within a second of the promotion, and because of the pause. */
class FailoverTest {
    private static final long MS = 1_000_000;

    private static Failover failover(long firstAckMillis) {
        return new Failover(
                0,
                10 * MS,
                new Sightings("node-1", 2_000 * MS, List.of(3_500 * MS, 3_000 * MS)),
                new WriteReport.Gap(5 * MS, firstAckMillis * MS));
    }

    @Test
    void tellsTheTimesFromPausePromotionAndAnnouncement() {
        Promise promise = failover(2_004).writesGoOn();

        assertThat(promise.kept()).isTrue();
        assertThat(promise.observed())
                .isEqualTo("2.004 s after the pause, +0.004 s from Sentinel's promotion,"
                        + " -0.996 s from its first +switch-master");
    }

    @Test
    void aSecondAfterThePromotionIsInTime() {
        assertThat(failover(3_000).writesGoOn().kept()).isTrue();
        assertThat(failover(3_001).writesGoOn().kept()).isFalse();
    }

    @Test
    void aGapThatEndedBeforeThePauseHadAnEffectProvesNothing() {
        assertThat(failover(9).writesGoOn().kept()).isFalse();
    }
}
