package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A reader learns on what it was measured, and when not to trust it. */
class MachineTest {

    @Test
    void namesTheProcessor() {
        assertThat(Machine.processor(List.of("processor\t: 0", "model\t\t: 17", "model name\t: Some CPU @ 2 GHz")))
                .isEqualTo("Some CPU @ 2 GHz");
        assertThat(Machine.processor(List.of("processor\t: 0"))).isEqualTo(System.getProperty("os.arch"));
    }

    @Test
    void warnsOfOthers() {
        assertThat(machine(0.31))
                .hasToString("2 cores of a CPU, Linux 6, a JVM, Redis 7.0, load average 0.31 at the beginning");
        assertThat(machine(3.5)).asString().endsWith("3.50 at the beginning: it was busy, so trust ratios alone");
    }

    private static Machine machine(double load) {
        return new Machine(2, "a CPU", "Linux 6", "a JVM", "7.0", load);
    }
}
