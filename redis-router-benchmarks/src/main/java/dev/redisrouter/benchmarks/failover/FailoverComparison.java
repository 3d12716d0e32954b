package dev.redisrouter.benchmarks.failover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what a change of the master costs, for the router and for clients that know Sentinel themselves: all of them write
 * at the same time to the same deployment, one master, two replicas and three Sentinels with their own timers. Prints a
 * table for each scenario.
 */
@Command(
        name = "failover-comparison",
        mixinStandardHelpOptions = true,
        description = "Measures what a change of the master costs, beside other clients.")
public final class FailoverComparison implements Callable<Integer> {

    @Option(names = "--runs", paramLabel = "N", description = "How often each scenario is run; 5 by default.")
    private int runs = 5;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}; all by default. Can be given several times.")
    private List<Scenario> scenarios = new ArrayList<>();

    @Option(
            names = "--contestant",
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}; all by default. Can be given several times.")
    private List<Contestant> contestants = new ArrayList<>();

    public static void main(String[] args) {
        int status = new CommandLine(new FailoverComparison())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        System.exit(status);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Contestant> compared = contestants.isEmpty() ? Arrays.asList(Contestant.values()) : contestants;
        for (Scenario scenario : scenarios.isEmpty() ? Arrays.asList(Scenario.values()) : scenarios) {
            Map<Contestant, List<Outcome>> outcomes = new EnumMap<>(Contestant.class);
            for (int run = 0; run < runs; run++) {
                Failover.run(scenario, compared)
                        .forEach((contestant, outcome) -> outcomes.computeIfAbsent(contestant, c -> new ArrayList<>())
                                .add(outcome));
                System.err.println(scenario.title() + ": run " + (run + 1) + " of " + runs + " done");
            }
            print(scenario, outcomes);
        }
        return 0;
    }

    private void print(Scenario scenario, Map<Contestant, List<Outcome>> outcomes) {
        System.out.println("\n### " + scenario.title() + ", " + runs + " runs, median / maximum\n");
        System.out.println(
                "| client | first write after the signal, ms | after the promotion, ms | slowest call, ms | failed"
                        + " writes in all runs | acknowledged writes lost in all runs |");
        System.out.println("|---|---|---|---|---|---|");
        outcomes.forEach((contestant, seen) -> System.out.println("| " + contestant.title() + " | "
                + Outcome.medianAndMax(seen, Outcome::firstWriteMillis) + " | "
                + Outcome.medianAndMax(seen, Outcome::afterPromotionMillis) + " | "
                + Outcome.medianAndMax(seen, Outcome::slowestMillis) + " | "
                + errors(Outcome.errors(seen)) + " | "
                + seen.stream().mapToLong(Outcome::lost).sum() + " |"));
    }

    private static String errors(Map<String, Long> errors) {
        if (errors.isEmpty()) {
            return "0";
        }
        long all = errors.values().stream().mapToLong(Long::longValue).sum();
        return all + " " + errors;
    }
}
