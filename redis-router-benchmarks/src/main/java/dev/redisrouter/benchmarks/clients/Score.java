package dev.redisrouter.benchmarks.clients;

import dev.redisrouter.benchmarks.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What came of all runs of one duel. The ratio is that of each run, in which both were measured one after the other. */
final class Score {
    static final String HEADER = """
            | threads | command | client | calls/s | p50, µs | p99, µs | CPU of the JVM, µs per call | calls/s beside the rival's | CPU beside the rival's |
            |---|---|---|---|---|---|---|---|---|""";

    private final Duel duel;
    private final List<Match.Round> rounds = new ArrayList<>();

    Score(Duel duel) {
        this.duel = duel;
    }

    Duel duel() {
        return duel;
    }

    void add(Match.Round round) {
        rounds.add(round);
    }

    /** Two rows of a table, medians in all columns. */
    String rows() {
        return row(duel.router(), Match.Round::router)
                + ratio(Sample::callsPerSecond) + " | " + ratio(Sample::cpuMicros) + " |\n"
                + row(duel.rival(), Match.Round::rival) + "1 | 1 |";
    }

    private String row(Contestant contestant, Function<Match.Round, Sample> side) {
        List<Sample> samples = rounds.stream().map(side).toList();
        return String.format(
                Locale.ROOT,
                "| %d | %s | %s | %.0f | %.0f | %.0f | %.1f | ",
                duel.threads(),
                duel.verb(),
                contestant.title(),
                median(samples, Sample::callsPerSecond),
                median(samples, Sample::p50Micros),
                median(samples, Sample::p99Micros),
                median(samples, Sample::cpuMicros));
    }

    private String ratio(ToDoubleFunction<Sample> figure) {
        Spread ratios =
                Spread.of(rounds, round -> figure.applyAsDouble(round.router()) / figure.applyAsDouble(round.rival()));
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", ratios.median(), ratios.min(), ratios.max());
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Spread.of(samples, figure).median();
    }
}
