package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads are called evenly spread only when all arrived and no node served 5 % more than another. */
class SpreadTest {

    @Test
    void keepsThePromiseUpToFivePercent() {
        Promise promise = new Spread(Map.of("a", 1_000L, "b", 1_050L, "c", 1_020L)).even(3_070);

        assertThat(promise.kept()).isTrue();
        assertThat(promise.observed()).isEqualTo("a 1,000, b 1,050, c 1,020; most / least 1.050");
    }

    @Test
    void breaksItBeyond() {
        assertThat(new Spread(Map.of("a", 1_000L, "b", 1_051L)).even(2_051).kept())
                .isFalse();
    }

    @Test
    void breaksItWhenANodeServedNothing() {
        Promise promise = new Spread(Map.of("a", 0L, "b", 10L)).even(10);

        assertThat(promise.kept()).isFalse();
        assertThat(promise.observed()).endsWith("Infinity");
    }

    @Test
    void breaksItWhenReadsAreMissingOrDoubled() {
        Spread spread = new Spread(Map.of("a", 10L, "b", 10L));

        assertThat(spread.even(21).kept()).isFalse();
        assertThat(spread.even(19).kept()).isFalse();
        assertThat(spread.even(20).kept()).isTrue();
    }
}
