package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What redis-benchmark prints is understood, and what is no result is not taken for one. */
class BenchmarkReportTest {
    private static final String OUTPUT = """
            WARNING: Could not fetch server CONFIG
            SET: rps=31000.0 (overall: 31000.0) avg_msec=0.930 (overall: 0.930)
            ====== SET ======
              20000 requests completed in 0.64 seconds
              50 parallel clients

            Latency by percentile distribution:
            0.000% <= 0.055 milliseconds (cumulative count 1)
            50.000% <= 0.671 milliseconds (cumulative count 10083)
            99.805% <= 6.183 milliseconds (cumulative count 19961)
            99.902% <= 6.639 milliseconds (cumulative count 19981)
            99.951% <= 6.855 milliseconds (cumulative count 19991)
            100.000% <= 8.055 milliseconds (cumulative count 20000)

            Cumulative distribution of latencies:
            0.010% <= 0.103 milliseconds (cumulative count 2)
            99.980% <= 7.103 milliseconds (cumulative count 19996)
            100.000% <= 8.103 milliseconds (cumulative count 20000)

            Summary:
              throughput summary: 31152.65 requests per second
              latency summary (msec):
                      avg       min       p50       p95       p99       max
                    0.930     0.048     0.671     2.807     4.159     8.055
            """;

    @Test
    void readsThroughputAndLatencies() {
        assertThat(BenchmarkReport.parse(OUTPUT)).isEqualTo(new BenchmarkReport(31152.65, 0.671, 4.159, 6.639));
    }

    @Test
    void takesTheSlowestOfFewRequests() {
        String few = OUTPUT.replaceAll("(?m)^99\\.9.*\n", "");

        assertThat(BenchmarkReport.parse(few).p999Millis()).isEqualTo(8.055);
    }

    @Test
    void showsWhatItDoesNotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchmarkReport.parse("Could not connect to Redis\n"))
                .withMessageStartingWith("redis-benchmark said: Could not connect to Redis (expected: ");
    }
}
