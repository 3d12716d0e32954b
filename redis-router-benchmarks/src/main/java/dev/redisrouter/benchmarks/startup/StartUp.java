package dev.redisrouter.benchmarks.startup;

import dev.redisrouter.benchmarks.statistics.Spread;
import dev.redisrouter.test.RedisLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts routers and asks each for a value at once; prints how long that took. */
@Command(
        name = "startup",
        mixinStandardHelpOptions = true,
        description = "Measures the time from the start of a router to the first command that it answers.")
public final class StartUp implements Callable<Integer> {

    @Option(names = "--times", paramLabel = "N", description = "How often after the first; 10 by default.")
    private int times = 10;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The standalone router, which is left out when it is not there; ${DEFAULT-VALUE}.")
    private Path jar = Path.of("redis-router-examples", "target", "redis-router-standalone.jar");

    @Option(
            names = "--java-option",
            paramLabel = "OPTION",
            description = "For the JVM of the standalone router. Can be given several times.")
    private List<String> javaOptions = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(new CommandLine(new StartUp()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (RedisLab lab = RedisLab.builder().start()) {
            System.out.println("| start | the first, ms | the others, median / maximum | their CPU, ms |");
            System.out.println("|---|---|---|---|");
            List<FirstCommand> embedded = new ArrayList<>();
            for (int i = 0; i <= times; i++) {
                embedded.add(FirstCommand.ofRouter(lab.routerConfig()));
            }
            print("RedisRouter.start", embedded);
            if (Files.exists(jar)) {
                List<FirstCommand> standalone = new ArrayList<>();
                for (int i = 0; i <= times; i++) {
                    standalone.add(FirstCommand.ofJar(jar, javaOptions, lab));
                }
                print("java -jar", standalone);
            } else {
                System.out.println("\nnot there: " + jar);
            }
        }
        return 0;
    }

    private static void print(String what, List<FirstCommand> all) {
        List<FirstCommand> others = all.subList(1, all.size());
        System.out.println("| " + what + " | " + whole(all.get(0).millis()) + " | "
                + medianAndMax(others, FirstCommand::millis) + " | " + medianAndMax(others, FirstCommand::cpuMillis)
                + " |");
    }

    private static String medianAndMax(List<FirstCommand> all, ToDoubleFunction<FirstCommand> value) {
        if (all.isEmpty()) {
            return "none";
        }
        Spread spread = Spread.of(all, value);
        return whole(spread.median()) + " / " + whole(spread.max());
    }

    private static String whole(double millis) {
        return String.format(Locale.ROOT, "%.0f", millis);
    }
}
