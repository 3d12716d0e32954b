package dev.redisrouter.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianIsTheMiddleOneOrHalfwayBetweenTwo() {
        assertThat(of(9, 1, 2).median()).isEqualTo(2);
        assertThat(of(9, 1, 2, 3).median()).isEqualTo(2.5);
        assertThat(of(7).median()).isEqualTo(7);
    }

    @Test
    void knowsItsEnds() {
        assertThat(of(9, 1, 2).min()).isEqualTo(1);
        assertThat(of(9, 1, 2).max()).isEqualTo(9);
    }

    @Test
    void nothingHasNoMiddle() {
        assertThatIllegalArgumentException().isThrownBy(SpreadTest::of).withMessageContaining("expected: one or more");
    }

    private static Spread of(double... values) {
        return Spread.of(DoubleStream.of(values));
    }
}
