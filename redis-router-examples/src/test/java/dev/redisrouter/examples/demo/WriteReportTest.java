package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients were told is added up as it was. */
class WriteReportTest {
    private static final WriteReport.Ack FIRST = new WriteReport.Ack("k1", 0, 10);
    private static final WriteReport.Ack SECOND = new WriteReport.Ack("k2", 15, 20);
    private static final WriteReport.Ack STUCK = new WriteReport.Ack("k3", 25, 100);
    private static final WriteReport.Ack LAST = new WriteReport.Ack("k4", 101, 105);

    @Test
    void theGapIsTheLongestTimeWithoutAnAcknowledgement() {
        WriteReport report = new WriteReport(List.of(LAST, STUCK, FIRST, SECOND), Map.of());

        assertThat(report.longestGap()).isEqualTo(new WriteReport.Gap(20, 100));
    }

    @Test
    void thereIsNoGapWithFewerThanTwo() {
        assertThatThrownBy(() -> new WriteReport(List.of(FIRST), Map.of()).longestGap())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("acknowledged writes: 1 (expected: 2 or more)");
    }

    @Test
    void aWriteThatWasStuckWasBegunBeforeTheGapEnded() {
        WriteReport report = new WriteReport(List.of(FIRST, SECOND, STUCK, LAST), Map.of());

        assertThat(report.begunBefore(report.longestGap().to())).isEqualTo(3);
    }

    @Test
    void oneErrorBreaksThePromise() {
        assertThat(new WriteReport(List.of(FIRST), Map.of()).withoutErrors().kept())
                .isTrue();

        Promise promise = new WriteReport(List.of(FIRST), Map.of("UNCERTAIN", 1L, "MASTERDOWN", 2L)).withoutErrors();
        assertThat(promise.kept()).isFalse();
        assertThat(promise.observed()).isEqualTo("3 errors {MASTERDOWN=2, UNCERTAIN=1}");
    }
}
