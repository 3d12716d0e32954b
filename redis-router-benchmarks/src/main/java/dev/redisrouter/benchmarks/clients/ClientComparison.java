package dev.redisrouter.benchmarks.clients;

import dev.redisrouter.test.RedisLab;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures what client libraries do through the router, beside what they do without: Lettuce through {@code connect()} and as
 * a client that knows Sentinel itself, Jedis through the endpoint and straight to the master. All in this JVM, against one
 * master and two replicas, in turn. Prints a table.
 */
@Command(
        name = "client-comparison",
        mixinStandardHelpOptions = true,
        description = "Measures Lettuce and Jedis through the router, beside what they do without.")
public final class ClientComparison implements Callable<Integer> {
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    @Option(names = "--runs", paramLabel = "N", description = "How often each load is run; 5 by default.")
    private int runs = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each lasts; 3 by default.")
    private int seconds = 3;

    @Option(
            names = "--client",
            paramLabel = "NAME",
            description = "Only the loads of one of ${COMPLETION-CANDIDATES}; all by default.")
    private List<Contestant> clients = List.of(Contestant.values());

    @Option(names = "--threads", paramLabel = "N", description = "Only the loads of so many threads; all by default.")
    private List<Integer> threads = List.of();

    @Option(names = "--short", description = "One run of a fifth of a second: shows that it works, and no more.")
    private boolean isShort;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        int status = new CommandLine(new ClientComparison())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        System.exit(status);
    }

    @Override
    public Integer call() throws Exception {
        List<Score> scores = Duel.all().stream()
                .filter(duel -> clients.contains(duel.router()) || clients.contains(duel.rival()))
                .filter(duel -> threads.isEmpty() || threads.contains(duel.threads()))
                .map(Score::new)
                .toList();
        if (isShort) {
            measure(scores, 1, Duration.ZERO, SHORTEST);
        } else {
            measure(scores, runs, WARM_UP, Duration.ofSeconds(seconds));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(Score.HEADER);
        scores.forEach(score -> out.println(score.rows()));
        out.flush();
        return 0;
    }

    private static void measure(List<Score> scores, int runs, Duration warmUp, Duration duration) throws Exception {
        try (RedisLab lab = RedisLab.builder().start()) {
            Keys.fill(lab);
            Match match = new Match(lab);
            if (!warmUp.isZero()) {
                for (Score score : scores) {
                    match.play(score.duel(), warmUp);
                }
            }
            for (int run = 0; run < runs; run++) {
                for (Score score : scores) {
                    score.add(match.play(score.duel(), duration));
                }
                System.err.println("run " + (run + 1) + " of " + runs + " done");
            }
        }
    }
}
