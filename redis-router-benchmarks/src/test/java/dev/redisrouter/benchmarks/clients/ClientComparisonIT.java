package dev.redisrouter.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The comparison of clients runs and says something of each; how fast they are is nothing that a test could say. */
class ClientComparisonIT {

    @Test
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
                        .satisfies(row -> assertThat(row.subList(3, row.size()))
                                .hasSize(6)
                                .allSatisfy(ClientComparisonIT::isPositive));
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

    private static void isPositive(String cell) {
        assertThat(Double.parseDouble(cell.split(" ", -1)[0])).isPositive();
    }
}
