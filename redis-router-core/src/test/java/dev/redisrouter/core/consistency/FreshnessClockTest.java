package dev.redisrouter.core.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A replica is fresh up to the newest moment at which the master was no further than the replica is. */
class FreshnessClockTest {
    private static final String HISTORY = "a1";

    private final FreshnessClock clock = new FreshnessClock();

    @Test
    void knowsNothingBeforeTheMasterHasTold() {
        assertThat(clock.freshUpTo(HISTORY, 1_000)).isZero();
    }

    @Test
    void aReplicaThatHasReachedTheMasterIsFreshUpToTheQuestion() {
        clock.master(HISTORY, 100, 5);

        assertThat(clock.freshUpTo(HISTORY, 100)).isEqualTo(5);
        assertThat(clock.freshUpTo(HISTORY, 101)).isEqualTo(5);
        assertThat(clock.freshUpTo(HISTORY, 99)).isZero();
    }

    @Test
    void aReplicaThatLagsBehindIsFreshUpToTheSampleThatItHasReached() {
        clock.master(HISTORY, 100, 10);
        clock.master(HISTORY, 200, 20);
        clock.master(HISTORY, 300, 30);

        assertThat(clock.freshUpTo(HISTORY, 150)).isEqualTo(10);
        assertThat(clock.freshUpTo(HISTORY, 200)).isEqualTo(20);
        assertThat(clock.freshUpTo(HISTORY, 299)).isEqualTo(20);
        assertThat(clock.freshUpTo(HISTORY, 300)).isEqualTo(30);
    }

    @Test
    void whileNothingIsWrittenFreshnessMovesWithTime() {
        clock.master(HISTORY, 100, 10);
        clock.master(HISTORY, 100, 20);

        assertThat(clock.freshUpTo(HISTORY, 100)).isEqualTo(20);
    }

    @Test
    void offsetsOfAnotherHistoryCompareWithNothing() {
        clock.master(HISTORY, 100, 10);

        assertThat(clock.freshUpTo("b2", 5_000)).isZero();
    }

    @Test
    void aMasterThatRestartedInPlaceBeginsAnew() {
        clock.master(HISTORY, 5_000, 10);
        boolean anew = clock.master("b2", 14, 20);

        assertThat(anew).isTrue();
        assertThat(clock.freshUpTo(HISTORY, 5_000)).isZero();
        assertThat(clock.freshUpTo("b2", 14)).isEqualTo(20);
    }

    @Test
    void onlyABeginningIsReportedAsOne() {
        assertThat(clock.master(HISTORY, 100, 10)).isTrue();
        assertThat(clock.master(HISTORY, 100, 20)).isFalse();
        assertThat(clock.master(HISTORY, 200, 30)).isFalse();
    }

    @Test
    void aMasterThatWentBackInItsOwnHistoryBeginsAnew() {
        clock.master(HISTORY, 100, 10);

        assertThat(clock.master(HISTORY, 50, 20)).isTrue();
        assertThat(clock.freshUpTo(HISTORY, 60)).isEqualTo(20);
    }

    @Test
    void aResetForgetsEverything() {
        clock.master(HISTORY, 100, 10);
        clock.reset();

        assertThat(clock.freshUpTo(HISTORY, 100)).isZero();
        assertThat(clock.isForeign("b2")).isFalse();
    }

    @Test
    void aHistoryIsForeignOnlyOnceTheMasterHasToldItsOwn() {
        assertThat(clock.isForeign("b2")).isFalse();
        clock.master(HISTORY, 100, 10);

        assertThat(clock.isForeign("b2")).isTrue();
        assertThat(clock.isForeign(HISTORY)).isFalse();
    }

    @Test
    void aSteadyLagOfHundredsOfSamplesIsStillFollowed() {
        for (int i = 1; i <= 5_000; i++) {
            clock.master(HISTORY, i * 10L, i);
        }

        assertThat(clock.freshUpTo(HISTORY, 45_000)).isEqualTo(4_500);
    }

    @Test
    void aLagBeyondWhatIsRememberedIsUnknown() {
        for (int i = 1; i <= 5_000; i++) {
            clock.master(HISTORY, i * 10L, i);
        }

        assertThat(clock.freshUpTo(HISTORY, 10_000)).isZero();
    }
}
