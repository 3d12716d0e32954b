package dev.redisrouter.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What grows steadily is told from what goes up and down, and from what only warms up. */
class GrowthTest {

    @Test
    void whatGrowsSteadilyIsSeen() {
        assertThat(tooMuch(at -> 30_000 + 500 * at)).containsExactly(Figure.HEAP);
    }

    @Test
    void whatGoesUpAndDownIsNot() {
        assertThat(tooMuch(at -> 30_000 + at % 3 * 20_000)).isEmpty();
    }

    @Test
    void warmingUpIsNot() {
        assertThat(tooMuch(at -> Math.min(30_000, 5_000 * at))).isEmpty();
    }

    @Test
    void oneHighValueAtTheEndIsNot() {
        assertThat(tooMuch(at -> at == 39 ? 200_000 : 30_000)).isEmpty();
    }

    @Test
    void countersMayGrow() {
        assertThat(Figure.COMMANDS.hasGrown(1_000, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void fewSamplesTellNothing() {
        assertThatThrownBy(() -> Growth.of(samples(at -> 1, 11))).hasMessage("samples: 11 (expected: 12 or more)");
    }

    private static List<Figure> tooMuch(LongUnaryOperator heap) {
        return Growth.of(samples(heap, 40)).stream()
                .filter(Growth::isTooMuch)
                .map(Growth::figure)
                .toList();
    }

    private static List<Sample> samples(LongUnaryOperator heap, int count) {
        return LongStream.range(0, count)
                .mapToObj(at -> sample(heap.applyAsLong(at)))
                .toList();
    }

    private static Sample sample(long heap) {
        return new Sample(Stream.of(Figure.values())
                .map(figure -> figure == Figure.HEAP ? heap : 5L)
                .toList());
    }
}
