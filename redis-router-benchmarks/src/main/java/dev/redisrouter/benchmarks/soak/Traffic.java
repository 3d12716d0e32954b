package dev.redisrouter.benchmarks.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients of all {@link Habit habits} at the same time, as fast as they can, until it is closed. */
final class Traffic implements AutoCloseable {
    private static final long END_SECONDS = 90;

    private final Map<Habit, LongAdder> visits = new EnumMap<>(Habit.class);
    private final Map<String, LongAdder> errors = new ConcurrentSkipListMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final WayIn way;

    private volatile boolean stopped;

    /** Later: who listens goes when it has heard enough. */
    private volatile boolean silent;

    private Traffic(WayIn way) {
        this.way = way;
    }

    /** @param each how many clients each habit has at the same time */
    static Traffic start(WayIn way, int each) {
        Traffic traffic = new Traffic(way);
        for (Habit habit : Habit.values()) {
            LongAdder count = new LongAdder();
            traffic.visits.put(habit, count);
            for (int i = 0; i < each; i++) {
                Random random = new Random(habit.ordinal() * 1_000L + i);
                Thread thread = new Thread(() -> traffic.run(habit, random, count), habit + "-" + i);
                thread.setDaemon(true);
                traffic.threads.add(thread);
            }
        }
        traffic.threads.forEach(Thread::start);
        return traffic;
    }

    /** How many connections were opened, used and closed without an error. */
    Map<Habit, LongAdder> visits() {
        return visits;
    }

    /** What ended the others: the first word of Redis's error, or the name of the exception. */
    Map<String, LongAdder> errors() {
        return errors;
    }

    /** Returns when every habit has had another visit. */
    void awaitVisits() throws InterruptedException {
        Map<Habit, Long> before = new EnumMap<>(Habit.class);
        visits.forEach((habit, count) -> before.put(habit, count.sum()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        for (Map.Entry<Habit, Long> entry : before.entrySet()) {
            while (sum(entry.getKey()) <= entry.getValue()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(entry.getKey() + ": no visit within " + END_SECONDS
                            + " s (expected: one more than " + entry.getValue() + "); errors: " + errors);
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    private long sum(Habit habit) {
        return Objects.requireNonNull(visits.get(habit)).sum();
    }

    private void run(Habit habit, Random random, LongAdder count) {
        while (habit == Habit.PUBLISHES ? !silent : !stopped) {
            try {
                habit.visit(way, random);
                count.increment();
            } catch (IOException | RuntimeException e) {
                errors.computeIfAbsent(habit + " " + code(e), word -> first(habit, e))
                        .increment();
            }
        }
    }

    private static LongAdder first(Habit habit, Exception e) {
        System.err.println(habit + " for the first time: " + e);
        return new LongAdder();
    }

    private static String code(Exception e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        String word = message.split(" ", 2)[0];
        boolean ofRedis = word.length() > 2 && word.equals(word.toUpperCase(Locale.ROOT)) && word.matches("[A-Z]+");
        return ofRedis ? word : e.getClass().getSimpleName();
    }

    /** Returns when all clients have gone. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        awaitEnd(threads.stream().filter(thread -> !publishes(thread)).toList());
        silent = true;
        awaitEnd(threads);
    }

    private static boolean publishes(Thread thread) {
        return thread.getName().startsWith(Habit.PUBLISHES.name());
    }

    private static void awaitEnd(List<Thread> threads) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                throw new IllegalStateException(
                        thread.getName() + ": still running after " + END_SECONDS + " s (expected: ended)");
            }
        }
    }
}
