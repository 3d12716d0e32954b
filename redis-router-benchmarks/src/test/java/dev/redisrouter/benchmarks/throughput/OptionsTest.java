package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is wrong on the command line is said before anything is measured. */
class OptionsTest {

    @Test
    void aRunIsTheLeast() {
        assertThat(complaint("--runs", "0")).startsWith("--runs: 0 (expected: 1 or more)");
    }

    @Test
    void aLoadIsOneOfThose() {
        assertThat(complaint("--load", "ALL")).contains("--load", "'ALL'", "CLIENTS_500");
    }

    private static String complaint(String... arguments) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(new ThroughputComparison())
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        return err.toString();
    }
}
