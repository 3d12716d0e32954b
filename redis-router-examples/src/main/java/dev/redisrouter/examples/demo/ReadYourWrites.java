package dev.redisrouter.examples.demo;

import dev.redisrouter.metrics.MetricsSnapshot;
import redis.clients.jedis.Jedis;

/** A value is written on one connection and read at once on another, over and over: the worst case for replicas. */
record ReadYourWrites(Stage stage, Narrator narrator) {
    private static final int TIMES = 500;

    void tell() {
        narrator.step("A write, and a read right after it, " + TIMES + " times");
        int stale = 0;
        try (Jedis writer = stage.connect();
                Jedis reader = stage.connect()) {
            for (int i = 0; i < TIMES; i++) {
                String value = "hello " + i;
                writer.set("greeting", value);
                stale += value.equals(reader.get("greeting")) ? 0 : 1;
            }
        }
        MetricsSnapshot metrics = stage.router().metrics();
        narrator.note(
                "the master served %d of the reads: no replica was known to have the write yet",
                metrics.counter("redis.router.reads.fresh-fallback"));
        narrator.promise(new Promise(
                "what one client wrote, the next one reads", stale == 0, stale + " stale reads of " + TIMES));
    }
}
