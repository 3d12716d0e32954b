package dev.redisrouter.benchmarks.clients;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.util.stream.IntStream;

/** What is read and written; what is read nobody writes, so that no read has to go to the master for it. */
final class Keys {
    static final String VALUE = "v".repeat(32);

    private static final String[] READ = keys("read-");
    private static final String[] WRITTEN = keys("written-");

    private Keys() {}

    static String key(Verb verb, int number) {
        String[] keys = verb == Verb.GET ? READ : WRITTEN;
        return keys[Math.floorMod(number, keys.length)];
    }

    /** Writes what will be read. */
    static void fill(RedisLab lab) {
        LabNode master = lab.master();
        for (String key : READ) {
            master.command("SET", key, VALUE);
        }
    }

    private static String[] keys(String prefix) {
        return IntStream.range(0, 1000).mapToObj(i -> prefix + i).toArray(String[]::new);
    }
}
