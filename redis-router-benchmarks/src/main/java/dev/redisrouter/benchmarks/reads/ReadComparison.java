package dev.redisrouter.benchmarks.reads;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Counts stale reads, and which node served how many: of clients that read what they have just written, and of clients that
 * only read. One master and two replicas. Prints a table.
 */
@Command(
        name = "read-comparison",
        mixinStandardHelpOptions = true,
        description = "Counts stale reads and shows how reads are spread, for each level of consistency.")
public final class ReadComparison implements Callable<Integer> {

    @Option(names = "--seconds", paramLabel = "N", description = "How long each load lasts; 5 by default.")
    private int seconds = 5;

    @Option(names = "--clients", paramLabel = "N", description = "Connections at the same time; 8 by default.")
    private int clients = 8;

    public static void main(String[] args) {
        System.exit(new CommandLine(new ReadComparison()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        System.out.println("| consistency | load | reads | stale reads | most / least reads of a node |");
        System.out.println("|---|---|---|---|---|");
        for (Consistency consistency : Consistency.values()) {
            try (RedisLab lab = RedisLab.builder().start();
                    RedisRouter router =
                            RedisRouter.start(lab.routerConfig().reads(reads -> reads.consistency(consistency)))) {
                for (Load load : Load.values()) {
                    load.run(lab, router, clients, Duration.ofSeconds(1));
                    print(consistency, load, load.run(lab, router, clients, Duration.ofSeconds(seconds)));
                }
            }
        }
        return 0;
    }

    private static void print(Consistency consistency, Load load, Load.Seen seen) {
        String spread =
                seen.least() == 0 ? seen.most() + " / 0" : String.format("%.3f", (double) seen.most() / seen.least());
        System.out.println("| " + consistency + " | " + load.title() + " | " + seen.reads() + " | " + seen.stale()
                + " | " + spread + " |");
    }
}
