package dev.redisrouter.benchmarks.reads;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Jedis;

/** What clients do, as fast as they can. */
enum Load {
    WRITE_THEN_READ("each client writes a key and reads it at once") {
        @Override
        boolean isStale(Jedis redis, int client, int number) {
            String key = "own-" + client + "-" + number % KEYS;
            String value = Integer.toString(number);
            redis.set(key, value);
            return !value.equals(redis.get(key));
        }
    },
    READ_ONLY("all clients read what nobody writes") {
        @Override
        boolean isStale(Jedis redis, int client, int number) {
            redis.get("quiet-" + number % KEYS);
            return false;
        }
    };

    private static final int KEYS = 100;
    private static final Pattern CALLS = Pattern.compile("cmdstat_get:calls=(\\d+)");

    private final String title;

    Load(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Does it once; true when something was read that is older than what was written. */
    abstract boolean isStale(Jedis redis, int client, int number);

    /**
     * What came of it.
     *
     * @param most reads of the node that had most of them
     * @param least reads of the node that had fewest
     */
    record Seen(long reads, long stale, long most, long least) {}

    Seen run(RedisLab lab, RedisRouter router, int clients, Duration duration) throws Exception {
        List<Long> before = reads(lab);
        long end = System.nanoTime() + duration.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            running.add(threads.submit(() -> stale(router, client, end)));
        }
        long stale = 0;
        for (Future<Long> one : running) {
            stale += one.get();
        }
        threads.shutdown();
        List<Long> served = reads(lab);
        for (int i = 0; i < served.size(); i++) {
            served.set(i, served.get(i) - before.get(i));
        }
        long all = served.stream().mapToLong(Long::longValue).sum();
        long most = served.stream().mapToLong(Long::longValue).max().orElse(0);
        long least = served.stream().mapToLong(Long::longValue).min().orElse(0);
        return new Seen(all, stale, most, least);
    }

    private long stale(RedisRouter router, int client, long end) {
        long stale = 0;
        try (Jedis redis = new Jedis(router.host(), router.port())) {
            for (int number = 0; System.nanoTime() < end; number++) {
                stale += isStale(redis, client, number) ? 1 : 0;
            }
        }
        return stale;
    }

    /** As the nodes themselves have counted them. */
    private static List<Long> reads(RedisLab lab) {
        List<Long> reads = new ArrayList<>();
        for (LabNode node : lab.nodes()) {
            Matcher counted = CALLS.matcher(String.valueOf(node.command("INFO", "commandstats")));
            reads.add(counted.find() ? Long.parseLong(counted.group(1)) : 0L);
        }
        return reads;
    }
}
