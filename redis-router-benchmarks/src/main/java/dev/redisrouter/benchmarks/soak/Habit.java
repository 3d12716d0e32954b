package dev.redisrouter.benchmarks.soak;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.params.ScanParams;

/** What a client does with its connection, from when it opens it until it closes it. */
enum Habit {
    PIPELINES {
        @Override
        void visit(WayIn way, Random random) {
            try (Jedis redis = way.jedis()) {
                for (int round = 0; round < 50; round++) {
                    Pipeline pipeline = redis.pipelined();
                    for (int i = 0; i < 50; i++) {
                        pipeline.set(key(random), "v".repeat(random.nextInt(200)));
                        pipeline.get(key(random));
                    }
                    pipeline.sync();
                }
            }
        }
    },
    WAITS_FOR_ELEMENTS {
        @Override
        void visit(WayIn way, Random random) {
            try (Jedis redis = way.jedis()) {
                for (int round = 0; round < 20; round++) {
                    String list = "list-" + random.nextInt(4);
                    redis.rpush(list, "element");
                    redis.blpop(0.1, list);
                    redis.blpop(0.02, "never-" + list);
                }
            }
        }
    },
    LISTENS {
        @Override
        void visit(WayIn way, Random random) {
            int enough = 1 + random.nextInt(300);
            try (Jedis redis = way.jedis()) {
                redis.subscribe(
                        new JedisPubSub() {
                            private int heard;

                            @Override
                            public void onMessage(String channel, String message) {
                                heard++;
                                if (heard == enough) {
                                    unsubscribe();
                                }
                            }
                        },
                        "news");
            }
        }
    },
    PUBLISHES {
        @Override
        void visit(WayIn way, Random random) {
            try (Jedis redis = way.jedis()) {
                for (int round = 0; round < 100; round++) {
                    redis.publish("news", "n".repeat(random.nextInt(500)));
                }
            }
        }
    },
    IN_TRANSACTIONS {
        @Override
        void visit(WayIn way, Random random) {
            try (Jedis redis = way.jedis()) {
                for (int round = 0; round < 50; round++) {
                    redis.watch(key(random));
                    Transaction transaction = redis.multi();
                    transaction.set(key(random), "in a transaction");
                    transaction.get(key(random));
                    transaction.incr("counter");
                    if (random.nextBoolean()) {
                        transaction.exec();
                    } else {
                        transaction.discard();
                    }
                }
            }
        }
    },
    RUNS_SCRIPTS {
        @Override
        void visit(WayIn way, Random random) {
            try (Jedis redis = way.jedis()) {
                String script = "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])";
                String digest = redis.scriptLoad(script);
                for (int round = 0; round < 50; round++) {
                    redis.eval(script, List.of(key(random)), List.of("by a script"));
                    redis.evalsha(digest, List.of(key(random)), List.of("by a known script"));
                }
            }
        }
    },
    SCANS {
        @Override
        void visit(WayIn way, Random random) {
            try (Jedis redis = way.jedis()) {
                ScanParams some = new ScanParams().count(100);
                String cursor = ScanParams.SCAN_POINTER_START;
                do {
                    cursor = redis.scan(cursor, some).getCursor();
                } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            }
        }
    },
    SETS_LARGE_VALUES {
        @Override
        void visit(WayIn way, Random random) {
            try (Jedis redis = way.jedis()) {
                for (int round = 0; round < 5; round++) {
                    redis.set(large(random), "l".repeat(random.nextInt(MOST)));
                    redis.get(large(random));
                }
            }
        }
    },
    TRACKS {
        @Override
        void visit(WayIn way, Random random) throws IOException {
            try (BareSocket redis = way.bareSocket()) {
                redis.command("HELLO", "3");
                if (random.nextBoolean()) {
                    redis.command("CLIENT", "TRACKING", "ON");
                } else {
                    redis.command("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "key-1");
                }
                for (int round = 0; round < 200; round++) {
                    redis.command("GET", key(random)).command("SET", key(random), "seen by who tracks");
                    redis.command("ECHO", "end of " + round).flush().awaitLine("end of " + round);
                }
            }
        }
    },
    COMES_AND_GOES {
        @Override
        void visit(WayIn way, Random random) {
            for (int round = 0; round < 20; round++) {
                try (Jedis redis = way.jedis()) {
                    redis.select(random.nextInt(3));
                    redis.get(key(random));
                }
            }
        }
    },
    /** In the middle of a reply, of what it waits for, or of a request. */
    LEAVES_IN_THE_MIDDLE {
        @Override
        void visit(WayIn way, Random random) throws IOException {
            try (BareSocket redis = way.bareSocket()) {
                String half = "h".repeat(MOST / 2);
                switch (random.nextInt(8)) {
                    case 0 -> redis.command("GET", large(random)).flush().awaitSome();
                    case 1 -> redis.command("GET", large(random)).flush();
                    case 2 ->
                        redis.command("PING")
                                .command("BLPOP", "never", "0")
                                .flush()
                                .awaitSome();
                    case 3 ->
                        redis.begin(3)
                                .partOf(3, "SET\r\n")
                                .partOf(5, "key-1\r\n")
                                .partOf(MOST, half)
                                .flush();
                    case 4 ->
                        redis.begin(3).partOf(3, "SET\r\n").partOf(5, "ke").flush();
                    case 5 ->
                        redis.command("WATCH", "key-1")
                                .command("MULTI")
                                .command("GET", large(random))
                                .flush();
                    case 6 ->
                        redis.command("MULTI")
                                .command("GET", large(random))
                                .command("EXEC")
                                .flush();
                    default -> redis.command("SUBSCRIBE", "news").flush().awaitSome();
                }
                if (random.nextBoolean()) {
                    redis.reset();
                }
            }
        }
    };

    private static final int KEYS = 1_000;
    private static final int MOST = 4 * 1024 * 1024;

    abstract void visit(WayIn way, Random random) throws IOException;

    /** Any of the keys that all clients share. */
    static String key(Random random) {
        return "key-" + random.nextInt(KEYS);
    }

    private static String large(Random random) {
        return "large-" + random.nextInt(4);
    }
}
