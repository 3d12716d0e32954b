package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/** How reads are spread, by the nodes' own count. */
record ThreeThousandReads(Stage stage, Narrator narrator) {
    private static final int READS = 3_000;

    /** The router knows that a replica has the last write from its next probe on; one comes every 100 ms. */
    private static final Duration PROBES = Duration.ofMillis(500);

    void tell() throws InterruptedException {
        narrator.step("Three thousand reads");
        Thread.sleep(PROBES.toMillis());
        Map<String, Long> before = readsOfEachNode();
        try (Jedis redis = stage.connect()) {
            for (int i = 0; i < READS; i++) {
                redis.get("greeting");
            }
        }
        Map<String, Long> served = new TreeMap<>();
        readsOfEachNode().forEach((node, reads) -> served.put(node, reads - before.getOrDefault(node, 0L)));
        narrator.note("counted by the nodes themselves: INFO commandstats, cmdstat_get");
        narrator.promise(new Spread(served).even(READS));
    }

    private Map<String, Long> readsOfEachNode() {
        Map<String, Long> reads = new TreeMap<>();
        for (LabNode node : stage.lab().nodes()) {
            reads.put(node.name(), Info.calls(String.valueOf(node.command("INFO", "commandstats")), "get"));
        }
        return reads;
    }
}
