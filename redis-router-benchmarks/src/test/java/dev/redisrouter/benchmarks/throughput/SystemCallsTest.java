package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A count of perf is read, and what it could not count is no count. */
class SystemCallsTest {

    @Test
    void readsTheCount() throws IOException {
        assertThat(SystemCalls.parse("# started on a day\n\n55612,,raw_syscalls:sys_enter,273606166,100.00,,\n"))
                .isEqualTo(55612);
    }

    @Test
    void takesNothingElseForACount() {
        String line = "<not counted>,,raw_syscalls:sys_enter,0,0.00,,";

        assertThatIOException()
                .isThrownBy(() -> SystemCalls.parse(line))
                .withMessage("perf said: " + line + " (expected: a count of raw_syscalls:sys_enter)");
    }
}
