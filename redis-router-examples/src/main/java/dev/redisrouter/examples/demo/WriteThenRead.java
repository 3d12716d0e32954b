package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;
import redis.clients.jedis.Jedis;

/** A value is written on one connection and read back on others at once. */
record WriteThenRead(Stage stage, Narrator narrator) {
    private static final int TIMES = 300;

    void tell() {
        narrator.step("A write, and a read right after it");
        LabNode master = stage.lab().master();
        long before = Info.calls(statsOf(master), "set");
        int stale = 0;
        try (Jedis writer = stage.connect();
                Jedis reader = stage.connect()) {
            narrator.note("redis-cli -p %d set greeting hello", stage.router().port());
            narrator.say(writer.set("greeting", "hello"));
            narrator.note("redis-cli -p %d get greeting", stage.router().port());
            narrator.say(String.valueOf(reader.get("greeting")));
            for (int i = 1; i < TIMES; i++) {
                String value = "hello " + i;
                writer.set("greeting", value);
                if (!value.equals(reader.get("greeting"))) {
                    stale++;
                }
            }
        }
        long writes = Info.calls(statsOf(master), "set") - before;
        narrator.promise(new Promise("writes go to the master", writes == TIMES, writes + " of " + TIMES));
        narrator.promise(new Promise(
                "what one client wrote, the next one reads, replicas or not",
                stale == 0,
                stale + " stale reads of " + TIMES));
    }

    private static String statsOf(LabNode node) {
        return String.valueOf(node.command("INFO", "commandstats"));
    }
}
