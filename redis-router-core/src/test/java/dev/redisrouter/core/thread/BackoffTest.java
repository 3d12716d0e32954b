package dev.redisrouter.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The wait doubles up to its cap, is shortened at random, and starts anew after a success. */
class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration CAP = Duration.ofMillis(80);

    private final Backoff backoff = new Backoff(FIRST, CAP, new SplittableRandom(7));

    @Test
    void everyWaitLiesBetweenHalfAndAllOfItsStep() {
        List<Long> steps = List.of(10L, 20L, 40L, 80L, 80L, 80L);

        for (long step : steps) {
            assertThat(backoff.next()).isBetween(Duration.ofMillis(step / 2), Duration.ofMillis(step));
        }
    }

    @Test
    void routersWithOtherRandomNumbersWaitForOtherTimes() {
        List<Duration> waits = new ArrayList<>();
        for (int router = 0; router < 20; router++) {
            waits.add(new Backoff(FIRST, CAP, new SplittableRandom(router)).next());
        }

        assertThat(waits).doesNotHaveDuplicates();
    }

    @Test
    void aSuccessStartsItAnew() {
        backoff.next();
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
    }
}
