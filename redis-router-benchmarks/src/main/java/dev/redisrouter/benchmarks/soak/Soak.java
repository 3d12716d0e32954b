package dev.redisrouter.benchmarks.soak;

import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.RedisLabBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * Keeps a router in a JVM of its own under load from clients of all kinds, with changes of the master in between, and
 * looks at what it holds. Prints a table, and what has grown in the end.
 */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Keeps a router under load for long, and tells whether something grows or leaks.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Nothing.", "1:Something grew or leaked, or was not seen."})
public final class Soak implements Callable<Integer> {
    /** So many samples make the medians steady. */
    private static final int SAMPLES = 40;

    @Option(names = "--minutes", paramLabel = "N", description = "How long; 60 by default.")
    private int minutes = 60;

    @Option(names = "--clients", paramLabel = "N", description = "Clients of each kind at the same time; 2 by default.")
    private int clients = 2;

    @Option(
            names = "--failover-every",
            paramLabel = "SECONDS",
            description = "How long all goes well before the master changes; 20 by default, 0 is never.")
    private int failoverEvery = 20;

    @Option(
            names = "--leak-detection",
            paramLabel = "LEVEL",
            description = "How closely Netty looks: one of ${COMPLETION-CANDIDATES}; simple by default.")
    private Detection detection = Detection.SIMPLE;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "How the router waits for the network: one of ${COMPLETION-CANDIDATES}; auto by default.")
    private Transport transport = Transport.AUTO;

    @Option(names = "--tls", description = "Have clients, router, nodes and Sentinels speak TLS.")
    private boolean tls;

    /** Netty's levels that matter. */
    enum Detection {
        PARANOID,
        SIMPLE,
        DISABLED
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Soak())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        RedisLabBuilder servers = tls ? RedisLab.builder().tls() : RedisLab.builder();
        try (RedisLab lab = servers.start();
                RouterJvm router = RouterJvm.start(lab, transport, detection.name())) {
            underLoad(lab, router, samples);
            boolean grown = printGrowth(Growth.of(samples));
            return printLeaks(router) || grown ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    private void underLoad(RedisLab lab, RouterJvm router, List<Sample> samples)
            throws IOException, InterruptedException {
        printHead();
        Duration length = Duration.ofMinutes(minutes);
        Duration pause = failoverEvery == 0 ? Duration.ofDays(1) : Duration.ofSeconds(failoverEvery);
        long start = System.nanoTime();
        try (Traffic traffic = Traffic.start(router.wayIn(), clients)) {
            try (Troubles troubles = Troubles.start(lab, pause)) {
                for (int i = 1; i <= SAMPLES; i++) {
                    long due = start + length.toNanos() / SAMPLES * i;
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                    Sample sample = router.sample();
                    samples.add(sample);
                    print(Duration.ofNanos(System.nanoTime() - start), troubles.failovers(), sample);
                }
            }
            System.out.println("\nvisits " + traffic.visits() + ", without a socket " + router.doorVisits()
                    + "\nended by " + traffic.errors());
        }
    }

    private static void printHead() {
        System.out.println("| s | failovers | "
                + Arrays.stream(Figure.values()).map(Figure::title).collect(Collectors.joining(" | ")) + " |");
        System.out.println("|---|---|" + "---|".repeat(Figure.values().length));
    }

    private static void print(Duration since, int failovers, Sample sample) {
        System.out.println("| " + since.toSeconds() + " | " + failovers + " | "
                + sample.values().stream().map(String::valueOf).collect(Collectors.joining(" | ")) + " |");
    }

    /** True when something grew too much. */
    private static boolean printGrowth(List<Growth> growths) {
        System.out.println("\n| median | second quarter | last quarter | |\n|---|---|---|---|");
        for (Growth growth : growths) {
            System.out.println("| " + growth.figure().title() + " | " + growth.before() + " | " + growth.after() + " | "
                    + (growth.isTooMuch() ? "**grows**" : "") + " |");
        }
        return growths.stream().anyMatch(Growth::isTooMuch);
    }

    /** True when something leaked, or what leaks would not be seen. */
    private boolean printLeaks(RouterJvm router) throws IOException {
        if (detection == Detection.DISABLED) {
            return false;
        }
        boolean seen = router.seesWhatIsLost();
        long leaks = router.sample().value(Figure.LEAKS);
        System.out.println("\nleak detection " + detection.name().toLowerCase(Locale.ROOT) + ": places that leak: "
                + leaks + "; one on purpose was " + (seen ? "reported too" : "**not reported**"));
        return leaks > 0 || !seen;
    }
}
