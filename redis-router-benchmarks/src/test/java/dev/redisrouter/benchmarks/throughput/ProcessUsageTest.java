package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code /proc} tells of a process is read at the right place. */
class ProcessUsageTest {

    @Test
    void addsTimeInTheProgramAndInTheKernel() {
        String stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 3 0 150 50 7 8 20 0 4 0 1000 0 0";

        assertThat(ProcessUsage.cpuMicros(stat)).isEqualTo(2_000_000);
    }

    @Test
    void takesTheResidentSet() {
        assertThat(ProcessUsage.residentMiB(List.of("VmHWM:\t   9999 kB", "VmRSS:\t    3072 kB")))
                .isEqualTo(3);
    }

    @Test
    void showsWhatHasNoResidentSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessUsage.residentMiB(List.of("State:\tZ (zombie)")))
                .withMessage("status: [State:\tZ (zombie)] (expected: a line VmRSS)");
    }
}
