package dev.redisrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.metrics.Distribution.Bucket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles count ranks, and distributions add and subtract bucket by bucket. */
class DistributionTest {
    private final Distribution ninetyAndTen =
            new Distribution(2_900, List.of(new Bucket(10, 90), new Bucket(200, 9), new Bucket(300, 1)));

    @ParameterizedTest
    @CsvSource({"0, 10", "0.5, 10", "0.9, 10", "0.901, 200", "0.99, 200", "0.999, 300", "1, 300"})
    void aQuantileIsTheBoundThatThisShareStayedWithin(double share, long nanos) {
        assertThat(ninetyAndTen.quantile(share)).isEqualTo(Duration.ofNanos(nanos));
    }

    @Test
    void countMeanAndMax() {
        assertThat(ninetyAndTen.count()).isEqualTo(100);
        assertThat(ninetyAndTen.mean()).isEqualTo(Duration.ofNanos(29));
        assertThat(ninetyAndTen.max()).isEqualTo(Duration.ofNanos(300));
    }

    @Test
    void withoutDurationsEverythingIsZero() {
        assertThat(Distribution.EMPTY.count()).isZero();
        assertThat(Distribution.EMPTY.mean()).isZero();
        assertThat(Distribution.EMPTY.max()).isZero();
        assertThat(Distribution.EMPTY.quantile(0.99)).isZero();
    }

    @Test
    void twoTogetherCountBoth() {
        Distribution other = new Distribution(510, List.of(new Bucket(10, 1), new Bucket(250, 2)));

        assertThat(ninetyAndTen.plus(other))
                .isEqualTo(new Distribution(
                        3_410,
                        List.of(new Bucket(10, 91), new Bucket(200, 9), new Bucket(250, 2), new Bucket(300, 1))));
    }

    @Test
    void whatHasComeSinceIsTheDifference() {
        Distribution earlier = new Distribution(900, List.of(new Bucket(10, 90)));

        assertThat(ninetyAndTen.minus(earlier))
                .isEqualTo(new Distribution(2_000, List.of(new Bucket(200, 9), new Bucket(300, 1))));
        assertThat(ninetyAndTen.minus(ninetyAndTen)).isEqualTo(Distribution.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, 99, Double.NaN})
    void aShareIsBetweenZeroAndOne(double share) {
        assertThatThrownBy(() -> ninetyAndTen.quantile(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("share: " + share + " (expected: 0-1)");
    }
}
