package dev.redisrouter.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The comparison of clients runs and says something of each; how fast they are is nothing that a test could say. */
class ClientComparisonIT {

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES) // 28 clients, some of which open many connections
    void givesPositiveNumbersForEachClientUnderEachLoad() {
        StringWriter out = new StringWriter();

        int status = new CommandLine(new ClientComparison())
                .setOut(new PrintWriter(out))
                .execute("--short");

        assertThat(status).isZero();
        List<List<String>> rows = rows(out.toString());
        assertThat(rows).hasSize(2 * Duel.all().size());
        for (Duel duel : Duel.all()) {
            for (Contestant contestant : List.of(duel.router(), duel.rival())) {
                List<String> key =
                        List.of(Integer.toString(duel.threads()), duel.verb().name(), contestant.title());
                assertThat(rows)
                        .filteredOn(row -> row.subList(0, 3).equals(key))
                        .singleElement()
                        .satisfies(ClientComparisonIT::figuresArePositive);
            }
        }
    }

    /** Each line below the header, as its cells. */
    private static List<List<String>> rows(String table) {
        return table.lines()
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .toList();
    }

    /** Calls per second, two latencies and the time on a processor; the ratios behind them may round to nothing. */
    private static void figuresArePositive(List<String> row) {
        assertThat(row).hasSize(9);
        assertThat(row.subList(3, 7))
                .allSatisfy(figure -> assertThat(Double.parseDouble(figure)).isPositive());
    }
}
