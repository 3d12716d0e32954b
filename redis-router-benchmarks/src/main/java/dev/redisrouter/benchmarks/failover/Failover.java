package dev.redisrouter.benchmarks.failover;

import dev.redisrouter.test.LabException;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One failover of one deployment, with all contestants writing at the same time. */
final class Failover {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int KEYS_AT_ONCE = 500;

    private Failover() {}

    static Map<Contestant, Outcome> run(Scenario scenario, List<Contestant> contestants) throws InterruptedException {
        try (RedisLab lab = RedisLab.builder()
                .sentinelTimers()
                .nodeLines("enable-debug-command yes")
                .start()) {
            LabNode old = lab.master();
            Map<Contestant, PacedWriter> writers = new EnumMap<>(Contestant.class);
            for (Contestant contestant : contestants) {
                writers.put(contestant, new PacedWriter(contestant.name(), contestant.connect(lab)));
            }
            for (PacedWriter writer : writers.values()) {
                writer.awaitFirst();
            }
            CompletableFuture<Long> promotion = promotion(lab, old);
            long struck = System.nanoTime();
            scenario.strike(lab, old);
            long promoted = promotion.join();
            lab.awaitMasterOtherThan(old, SOON);
            TimeUnit.SECONDS.sleep(6);
            scenario.restore(old);
            lab.awaitSettled(SOON);
            TimeUnit.SECONDS.sleep(1);
            Map<Contestant, Outcome> outcomes = new EnumMap<>(Contestant.class);
            for (PacedWriter writer : writers.values()) {
                writer.close();
            }
            writers.forEach((contestant, writer) -> outcomes.put(
                    contestant, Outcome.of(writer.writes(), struck, promoted, present(lab.master(), writer.writes()))));
            return outcomes;
        }
    }

    /** When a replica says that it is the master, asked every other millisecond. */
    private static CompletableFuture<Long> promotion(RedisLab lab, LabNode old) {
        CompletableFuture<Long> seen = new CompletableFuture<>();
        for (LabNode node : lab.nodes()) {
            if (node != old) {
                Thread asking = new Thread(() -> ask(node, seen), "asks-" + node.name());
                asking.setDaemon(true);
                asking.start();
            }
        }
        return seen;
    }

    private static void ask(LabNode node, CompletableFuture<Long> seen) {
        while (!seen.isDone()) {
            try {
                if (node.role().equals("master")) {
                    seen.complete(System.nanoTime());
                }
                TimeUnit.MILLISECONDS.sleep(2);
            } catch (LabException closedWhenPromoted) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Set<String> present(LabNode master, List<PacedWriter.Write> writes) {
        Set<String> present = new HashSet<>();
        for (int from = 0; from < writes.size(); from += KEYS_AT_ONCE) {
            List<String> keys = writes.subList(from, Math.min(writes.size(), from + KEYS_AT_ONCE)).stream()
                    .map(PacedWriter.Write::key)
                    .toList();
            List<String> command = new ArrayList<>(List.of("MGET"));
            command.addAll(keys);
            Object values = master.command(command.toArray(String[]::new));
            if (!(values instanceof List<?> found)) {
                throw new IllegalStateException("MGET: " + values + " (expected: an array)");
            }
            for (int i = 0; i < keys.size(); i++) {
                if (("value of " + keys.get(i)).equals(found.get(i))) {
                    present.add(keys.get(i));
                }
            }
        }
        return present;
    }
}
