package dev.redisrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every metric is named, described and tagged in one way. */
class RouterMetricTest {

    @ParameterizedTest
    @EnumSource
    void isNamedAndDescribed(RouterMetric metric) {
        assertThat(metric.metricName()).matches("redis\\.router(\\.[a-z]+(-[a-z]+)*)+");
        assertThat(metric.description()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(RouterMetric.named(metric.metricName())).isSameAs(metric);
        if (metric.type() == RouterMetric.Type.TIMER) {
            assertThat(metric.unit()).isEqualTo("seconds");
        }
    }

    @Test
    void namesAreUnique() {
        assertThat(Arrays.stream(RouterMetric.values()).map(RouterMetric::metricName))
                .doesNotHaveDuplicates();
    }

    @Test
    void aMeterHasTheTypeAndTheTagsOfItsMetric() {
        assertThatThrownBy(() -> new Meter.Gauge(RouterMetric.COMMANDS, Map.of("node", "h1:1", "kind", "read"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type of redis.router.commands: GAUGE (expected: COUNTER)");
        assertThatThrownBy(() -> new Meter.Counter(RouterMetric.COMMANDS, Map.of("node", "h1:1"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tags of redis.router.commands: [node] (expected: [node, kind])");
    }
}
