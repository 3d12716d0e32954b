package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One slow round changes neither a median nor a ratio. */
class RoundsTest {

    @Test
    void comparesWithinARound() {
        // the machine was slower by ten in the second round, for both
        Rounds rounds = new Rounds(Map.of("a", measured(50, 6, 70), "b", measured(100, 10, 100)));

        assertThat(rounds.median("a", Measurement::requestsPerSecond)).isEqualTo(50);
        assertThat(rounds.ratio("a", "b", Measurement::requestsPerSecond)).hasValue(0.6);
    }

    @Test
    void comparesWithNothingThatWasNotMeasured() {
        Rounds rounds = new Rounds(Map.of("a", measured(50)));

        assertThat(rounds.ratio("a", "b", Measurement::requestsPerSecond)).isEmpty();
    }

    private static List<Measurement> measured(double... requestsPerSecond) {
        return Arrays.stream(requestsPerSecond)
                .mapToObj(each -> new Measurement(new BenchmarkReport(each, 1, 1, 1), 10, 20))
                .toList();
    }
}
