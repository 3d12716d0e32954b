package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What happened is told in the order in which it happened, whoever reported it first. */
class TimelineTest {

    @Test
    void sortsByTimeAndCountsFromZero() {
        Timeline timeline = new Timeline(1_000_000_000L);
        timeline.add(3_500_000_000L, "second");
        timeline.add(1_000_000_000L, "zero");
        timeline.add(990_000_000L, "before");
        timeline.add(1_250_000_000L, "first");

        assertThat(timeline.lines())
                .containsExactly(" -0.010 s  before", "  0.000 s  zero", "  0.250 s  first", "  2.500 s  second");
    }
}
