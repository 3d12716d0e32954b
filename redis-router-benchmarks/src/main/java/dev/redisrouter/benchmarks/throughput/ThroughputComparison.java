package dev.redisrouter.benchmarks.throughput;

import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.RedisLabBuilder;
import dev.redisrouter.test.process.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures what requests cost through the router, beside the master without anything in front and beside other proxies: one
 * master, two replicas and three Sentinels, and redis-benchmark as the client. Prints a table, and writes it with charts.
 */
@Command(
        name = "throughput-comparison",
        mixinStandardHelpOptions = true,
        description =
                "Measures what requests cost through the router, beside Redis itself and the proxies on the PATH.",
        footer = {"", "Needs Linux, and redis-benchmark on the PATH. Clients, proxies and servers share this machine."})
public final class ThroughputComparison implements Callable<Integer> {
    /** No load may have a Sentinel take the master for down. */
    private static final Duration DOWN_AFTER = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    private int runs = 5;

    @Option(
            names = "--load",
            paramLabel = "NAME",
            description =
                    "One of ${COMPLETION-CANDIDATES}; all but those with more than 500 clients by default. Can be given several"
                            + " times.")
    private List<BenchmarkLoad> loads = new ArrayList<>();

    @Option(
            names = "--peer",
            paramLabel = "NAME=COMMAND",
            description =
                    "One more proxy: the shell's command that starts it in the foreground, with {port}, where it is to"
                            + " listen on 127.0.0.1, {master}, {dir}, a directory for its files, and {spare}, another free port."
                            + " Begin it with exec, so that no shell is measured too. Can be given several times.")
    private List<String> others = new ArrayList<>();

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description =
                    "One more router, which waits for the network in this way: one of ${COMPLETION-CANDIDATES}. Can be"
                            + " given several times.")
    private List<Transport> transports = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where throughput.md and the charts are written; target/throughput by default.")
    private Path out = Path.of("target", "throughput");

    @Option(names = "--short", description = "Two loads, one run, few requests: shows that it works, and no more.")
    private boolean isShort;

    @Option(names = "--syscalls", description = "Counts system calls too, in a run of their own; needs perf, and root.")
    private boolean countsSystemCalls;

    @Option(
            names = "--server",
            paramLabel = "PROGRAM",
            description = "The Redis or Valkey server; Redis 7.0 comes with the benchmark.")
    private Optional<String> server = Optional.empty();

    @Option(names = "--replicas", paramLabel = "N", description = "How many the master has; 2 by default.")
    private int replicas = 2;

    @Option(names = "--runs", paramLabel = "N", description = "How often each load is measured; 5 by default.")
    void runs(int runs) {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs: " + runs + " (expected: 1 or more)");
        }
        this.runs = runs;
    }

    public static void main(String[] args) {
        int status = new CommandLine(new ThroughputComparison())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
        System.exit(status);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Path> program = Programs.onPath("redis-benchmark");
        if (program.isEmpty() || !System.getProperty("os.name").equals("Linux")) {
            spec.commandLine().getErr().println("Needs Linux, and redis-benchmark on the PATH (Debian: redis-tools).");
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<Peer> peers = peers();
        try (RedisLab lab = lab();
                Stand stand = Stand.before(lab)) {
            stand.addRouter();
            for (Transport transport : transports) {
                stand.addRouter(transport);
            }
            for (Peer peer : peers) {
                stand.add(peer);
            }
            print(compare(stand, program.get(), notes(Machine.observed(stand.redisVersion()), peers)));
        }
        return CommandLine.ExitCode.OK;
    }

    /** Writes what is there after each load: who has to break off keeps that. */
    private Report compare(Stand stand, Path program, List<String> notes) throws IOException, InterruptedException {
        Optional<SystemCalls> systemCalls =
                countsSystemCalls ? Optional.of(SystemCalls.counted(stand.directory())) : Optional.empty();
        RedisBenchmark benchmark = new RedisBenchmark(program, stand.directory());
        Comparison comparison = new Comparison(stand, benchmark, rounds(), isShort, systemCalls, this::progress);
        List<String> targets = stand.targets().stream().map(Target::name).toList();
        List<Result> results = new ArrayList<>();
        comparison.warmUp();
        for (BenchmarkLoad load : loads()) {
            results.addAll(comparison.measure(load));
            new Report(notes, targets, results).write(out);
        }
        return new Report(notes, targets, results);
    }

    private RedisLab lab() {
        RedisLabBuilder lab =
                RedisLab.builder().replicas(replicas).sentinelTimers().downAfter(DOWN_AFTER);
        server.ifPresent(lab::server);
        return lab.start();
    }

    private int rounds() {
        return isShort ? 1 : runs;
    }

    private List<BenchmarkLoad> loads() {
        if (loads.isEmpty()) {
            return isShort ? BenchmarkLoad.SHORT : BenchmarkLoad.USUAL;
        }
        return loads;
    }

    /** Those of the command line, and those known and installed whose name is not among them. */
    private List<Peer> peers() {
        Map<String, Peer> byName = new LinkedHashMap<>();
        Peer.KNOWN.stream().filter(Peer::isOnPath).forEach(peer -> byName.put(peer.name(), peer));
        for (String text : others) {
            try {
                Peer peer = Peer.parse(text);
                byName.put(peer.name(), peer);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return List.copyOf(byName.values());
    }

    private List<String> notes(Machine machine, List<Peer> peers) {
        List<String> notes = new ArrayList<>();
        notes.add(machine.toString());
        notes.add("One master, " + replicas
                + " replicas and three Sentinels without persistence; clients, proxies and servers share"
                + " the machine. The router spreads reads over all nodes, the others ask the master alone.");
        notes.add("Values of 3 bytes where nothing else is said, of " + RedisBenchmark.KEYS + " keys.");
        notes.add("Rounds: " + rounds()
                + ", after one to warm up; each has all targets, one after the other. Medians; × is the"
                + " median of the ratios within a round.");
        if (isShort) {
            notes.add("A short run: it shows that all works, and its numbers mean nothing.");
        }
        Peer.KNOWN.stream()
                .filter(known -> peers.stream().noneMatch(peer -> peer.name().equals(known.name())))
                .forEach(known -> notes.add("Left out, since it is not on the PATH: " + known.name()));
        return notes;
    }

    private void progress(String text) {
        spec.commandLine().getErr().println(text);
    }

    private void print(Report report) {
        spec.commandLine().getOut().print(report.markdown());
        spec.commandLine().getOut().flush();
    }
}
