package dev.redisrouter.benchmarks.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sets one new key after the other, each {@link #PACE} after the one before has ended, and keeps book. */
final class PacedWriter implements AutoCloseable {
    static final long PACE = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * One write.
     *
     * @param error empty when it was acknowledged, else the first word of Redis's error, or the name of the exception
     */
    record Write(String key, long sent, long ended, String error) {
        boolean acknowledged() {
            return error.isEmpty();
        }
    }

    private final String name;
    private final Connection connection;
    private final Thread thread;
    private final CountDownLatch first = new CountDownLatch(20);
    /** Guarded by itself. */
    private final List<Write> writes = new ArrayList<>();

    private volatile boolean stopped;

    PacedWriter(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
        this.thread = new Thread(this::run, "writes-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns when it has written a little. */
    void awaitFirst() throws InterruptedException {
        if (!first.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " has written nothing within 30 s: " + writes());
        }
    }

    List<Write> writes() {
        synchronized (writes) {
            return List.copyOf(writes);
        }
    }

    private void run() {
        for (int i = 0; !stopped; i++) {
            Write write = write(name + ":" + i);
            synchronized (writes) {
                writes.add(write);
            }
            if (write.acknowledged()) {
                first.countDown();
            }
            try {
                TimeUnit.NANOSECONDS.sleep(PACE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Write write(String key) {
        long sent = System.nanoTime();
        String error = "";
        try {
            connection.set(key, "value of " + key);
        } catch (RuntimeException e) {
            error = code(e);
        }
        return new Write(key, sent, System.nanoTime(), error);
    }

    private static String code(RuntimeException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        int end = message.indexOf(' ');
        String word = end < 0 ? message : message.substring(0, end);
        boolean ofRedis = word.length() > 2 && word.equals(word.toUpperCase(Locale.ROOT)) && word.matches("[A-Z]+");
        return ofRedis ? word : e.getClass().getSimpleName();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(90));
        connection.close();
    }
}
