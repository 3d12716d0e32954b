package dev.redisrouter.test.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pipelines of reads and writes on the same keys, whose answers depend on nothing but what was sent before. Most begin with
 * reads and leave the other keys alone, so that replicas come to be asked.
 */
final class RandomCommands {
    private static final List<String> TYPES = List.of("str", "list", "hash", "set", "zset", "stream");

    private static final List<String> READS = List.of(
            "GET str",
            "STRLEN str",
            "EXISTS str list",
            "TYPE zset",
            "LRANGE list 0 -1",
            "LLEN list",
            "HGETALL hash",
            "HGET hash f",
            "HLEN hash",
            "SCARD set",
            "SISMEMBER set v",
            "ZSCORE zset v",
            "ZRANGE zset 0 -1 WITHSCORES",
            "ZCARD zset",
            "MGET str str str",
            "EXPIRETIME str",
            "GETRANGE str 0 2",
            "DBSIZE",
            "OBJECT ENCODING set",
            "XLEN stream",
            "XRANGE stream - +",
            "GETBIT str 3",
            "BITCOUNT str",
            "ECHO v",
            "PING",
            "GET",
            "LPOS list v",
            "LINDEX list 0");

    private static final List<String> WRITES = List.of(
            "SET str v",
            "SET str v NX",
            "SET str v GET",
            "APPEND str v",
            "INCR str",
            "INCRBYFLOAT str 0.5",
            "GETSET str v",
            "GETDEL str",
            "DEL str list",
            "UNLINK set",
            "RPUSH list v v",
            "LPOP list",
            "LINSERT list BEFORE v v",
            "HSET hash f v",
            "HINCRBY hash n 2",
            "HDEL hash f",
            "SADD set v v",
            "SREM set v",
            "ZADD zset 1.5 v",
            "ZINCRBY zset 1 v",
            "ZREM zset v",
            "MSET str v str v",
            "RENAME list list",
            "EXPIREAT str 4102444800",
            "PERSIST str",
            "SETRANGE str 1 v",
            "SETBIT str 7 1",
            "SUNIONSTORE set set set",
            "ZUNIONSTORE zset 2 zset zset",
            "LMOVE list list LEFT RIGHT",
            "XADD stream * f v",
            "SET str");

    /** After these the router does not know which keys have changed. */
    private static final List<String> SWEEPING =
            List.of("FLUSHALL", "EVAL return{KEYS[1],redis.call('EXISTS',KEYS[1])} 1 str", "COPY hash hash");

    private RandomCommands() {}

    /** The next pipeline, of 1 to {@code most} commands. */
    static List<String> pipeline(Random random, int most) {
        int commands = 1 + random.nextInt(most);
        int onlyReads = random.nextInt(12);
        List<String> pipeline = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            pipeline.add(command(i < onlyReads || random.nextBoolean() ? READS : WRITES, random));
        }
        if (random.nextInt(40) == 0) {
            pipeline.set(random.nextInt(commands), command(SWEEPING, random));
        }
        return pipeline;
    }

    private static String command(List<String> patterns, Random random) {
        String[] words = any(patterns, random).split(" ");
        for (int i = 1; i < words.length; i++) {
            if (TYPES.contains(words[i])) {
                String type = random.nextInt(10) == 0 ? any(TYPES, random) : words[i];
                words[i] = type + random.nextInt(12);
            } else if (words[i].equals("v")) {
                words[i] = "v".repeat(random.nextInt(3)) + random.nextInt(10);
            } else if (words[i].equals("*")) {
                words[i] = (1 + random.nextInt(3)) + "-" + random.nextInt(3);
            }
        }
        return Wire.command(words);
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
