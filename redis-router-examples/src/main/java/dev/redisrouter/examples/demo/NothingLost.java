package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import redis.clients.jedis.Jedis;

/** Every write that was acknowledged is there, and on every node. */
record NothingLost(Stage stage, Narrator narrator) {
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    void tell(WriteReport report) throws InterruptedException {
        narrator.step("Nothing acknowledged is lost");
        long missing = missing(report.acked());
        narrator.promise(new Promise(
                "every acknowledged write is there",
                missing == 0,
                String.format(
                        Locale.ROOT,
                        "%,d acknowledged, %,d missing",
                        report.acked().size(),
                        missing)));
        new Waiting(narrator).until(PATIENCE, () -> "waiting for the replicas", () -> equal(keysOfEachNode()));
        Map<String, Object> keys = keysOfEachNode();
        narrator.promise(new Promise("all nodes hold the same number of keys", equal(keys), keys.toString()));
        narrator.say("longest wait of a client for its OK: %.2f s", longestWait(report) / 1e9);
    }

    private long missing(List<WriteReport.Ack> acked) {
        long missing = 0;
        try (Jedis redis = stage.connect()) {
            for (int from = 0; from < acked.size(); from += BATCH) {
                String[] keys = acked.subList(from, Math.min(from + BATCH, acked.size())).stream()
                        .map(WriteReport.Ack::key)
                        .toArray(String[]::new);
                List<String> values = redis.mget(keys);
                for (int i = 0; i < keys.length; i++) {
                    missing += keys[i].equals(values.get(i)) ? 0 : 1;
                }
            }
        }
        return missing;
    }

    private Map<String, Object> keysOfEachNode() {
        Map<String, Object> keys = new TreeMap<>();
        for (LabNode node : stage.lab().nodes()) {
            keys.put(node.name(), String.valueOf(node.command("DBSIZE")));
        }
        return keys;
    }

    private static boolean equal(Map<String, Object> keys) {
        Set<Object> different = new TreeSet<>();
        different.addAll(keys.values());
        return different.size() == 1;
    }

    private static long longestWait(WriteReport report) {
        return report.acked().stream()
                .mapToLong(ack -> ack.ackedAt() - ack.begunAt())
                .max()
                .orElse(0);
    }
}
