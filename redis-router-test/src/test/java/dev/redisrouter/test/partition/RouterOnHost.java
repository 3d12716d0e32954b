package dev.redisrouter.test.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.history.FinalState;
import dev.redisrouter.test.history.History;
import dev.redisrouter.test.history.HistoryChecker;
import dev.redisrouter.test.history.Outcome;
import dev.redisrouter.test.history.Report;
import dev.redisrouter.test.history.Violation.Kind;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A router and clients that each set one new key after the other, in a JVM that runs on a host of its own. It is told on its
 * standard input {@code more}, and answers when many further calls have ended; or {@code check}, and answers with
 * {@link Counts}, and ends.
 */
final class RouterOnHost {
    private static final int CLIENTS = 4;
    private static final long PACE_MILLIS = 2;
    private static final int MANY = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final History history = new History();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong next = new AtomicLong();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS);

    private RouterOnHost() {}

    /** What the router is started with. */
    enum Setting {
        /** As it is by default. */
        PLAIN(UnaryOperator.identity()),
        /** Every write waits for a majority, and in the minority not for long. */
        DURABLE(config -> config.durability(d -> d.allWrites(true).timeout(Duration.ofMillis(100))));

        private final UnaryOperator<RouterConfig> change;

        Setting(UnaryOperator<RouterConfig> change) {
            this.change = change;
        }

        RouterConfig of(RouterConfig config) {
            return change.apply(config);
        }
    }

    /**
     * What became of all writes.
     *
     * @param lost acknowledged, and not there at the end
     * @param other violations of another kind
     */
    record Counts(long acknowledged, long uncertain, long failed, long lost, long other) {
        static Counts parse(String line) {
            List<Long> numbers =
                    List.of(line.split(" ")).stream().map(Long::parseLong).toList();
            return new Counts(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
        }

        String line() {
            return acknowledged + " " + uncertain + " " + failed + " " + lost + " " + other;
        }

        /** Of the acknowledged writes, in per cent. */
        double lostShare() {
            return 100.0 * lost / acknowledged;
        }
    }

    /** Arguments: a {@link Setting}, and where the Sentinels are. */
    @SuppressWarnings("SystemOut") // that is where the test listens
    public static void main(String[] arguments) throws Exception {
        RouterConfig config = Setting.valueOf(arguments[0]).of(RouterConfig.of(arguments[1]));
        try (RedisRouter router = RedisRouter.start(config);
                StatefulRedisConnection<String, String> connection = router.connect();
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            connection.setTimeout(PATIENCE);
            RouterOnHost clients = new RouterOnHost();
            clients.start(router);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("check")) {
                    System.out.println(clients.check(connection.sync()).line());
                    return;
                }
                clients.more();
                System.out.println("ok");
            }
        }
    }

    private void start(RedisRouter router) {
        for (int client = 0; client < CLIENTS; client++) {
            StatefulRedisConnection<String, String> own = router.connect();
            own.setTimeout(PATIENCE);
            threads.scheduleWithFixedDelay(() -> write(own.sync()), 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void write(RedisCommands<String, String> redis) {
        String key = "key-" + next.getAndIncrement();
        history.set(key, "value", () -> redis.set(key, "value"));
        synchronized (this) {
            ended.incrementAndGet();
            notifyAll();
        }
    }

    private synchronized void more() throws InterruptedException {
        long enough = ended.get() + MANY;
        while (ended.get() < enough) {
            wait();
        }
    }

    private Counts check(RedisCommands<String, String> redis) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a client waits for its last reply after " + PATIENCE);
        }
        Report report = HistoryChecker.check(history.calls(), new FinalState() {
            @Override
            public Optional<String> value(String key) {
                return Optional.ofNullable(redis.get(key));
            }

            @Override
            public Set<String> members(String key) {
                return Set.copyOf(redis.smembers(key));
            }
        });
        int lost = report.of(Kind.LOST_WRITE).size();
        return new Counts(
                report.writes(Outcome.ACKNOWLEDGED),
                report.writes(Outcome.UNCERTAIN),
                report.writes(Outcome.FAILED),
                lost,
                report.violations().size() - lost);
    }
}
