package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabNode;
import redis.clients.jedis.Jedis;

/** One value is written, and read on another connection right after it. */
record WriteThenRead(Stage stage, Narrator narrator) {

    void tell() {
        narrator.step("A write and a read");
        narrator.note("redis-cli -p %d set greeting hello", stage.router().port());
        try (Jedis redis = stage.connect()) {
            narrator.say(redis.set("greeting", "hello"));
        }
        narrator.note("redis-cli -p %d get greeting", stage.router().port());
        try (Jedis redis = stage.connect()) {
            String value = String.valueOf(redis.get("greeting"));
            narrator.say(value);
            narrator.promise(new Promise("what was written is read", value.equals("hello"), value));
        }
        LabNode master = stage.master();
        long writes = Info.calls(String.valueOf(master.command("INFO", "commandstats")), "set");
        narrator.promise(
                new Promise("the write went to the master", writes == 1, master.name() + " executed " + writes));
    }
}
