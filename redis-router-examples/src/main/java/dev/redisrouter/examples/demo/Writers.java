package dev.redisrouter.examples.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Ordinary clients that know one address, and write new keys to it all the time: one {@code SET}, its reply, a short rest.
 * They never retry. Thread-safe; closing stops them after the write that each is waiting for.
 */
final class Writers implements AutoCloseable {
    static final int COUNT = 4;
    static final int REST_MILLIS = 5;
    private static final JedisClientConfig PATIENT = DefaultJedisClientConfig.builder()
            .socketTimeoutMillis(60_000)
            .autoNegotiateProtocol(false)
            .build();

    private final HostAndPort address;
    private final ConcurrentLinkedQueue<WriteReport.Ack> acked = new ConcurrentLinkedQueue<>();
    private final Map<String, Long> errors = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private Writers(HostAndPort address) {
        this.address = address;
    }

    static Writers start(String host, int port) {
        Writers writers = new Writers(new HostAndPort(host, port));
        for (int i = 0; i < COUNT; i++) {
            String prefix = "demo:writer-" + i + ":";
            Thread thread = new Thread(() -> writers.write(prefix), "demo-writer-" + i);
            thread.setDaemon(true);
            thread.start();
            writers.threads.add(thread);
        }
        return writers;
    }

    WriteReport report() {
        return new WriteReport(List.copyOf(acked), new HashMap<>(errors));
    }

    /** How many writes were acknowledged so far that were begun after this moment. */
    long ackedSince(long nanos) {
        return acked.stream().filter(ack -> ack.begunAt() - nanos > 0).count();
    }

    private void write(String prefix) {
        long number = 0;
        while (!stopped) {
            try (Jedis redis = new Jedis(address, PATIENT)) {
                while (!stopped) {
                    set(redis, prefix + number++);
                    Thread.sleep(REST_MILLIS);
                }
            } catch (JedisConnectionException e) {
                errors.merge("connection", 1L, Long::sum);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void set(Jedis redis, String key) {
        long begun = System.nanoTime();
        try {
            redis.set(key, key);
            acked.add(new WriteReport.Ack(key, begun, System.nanoTime()));
        } catch (JedisDataException e) {
            errors.merge(String.valueOf(e.getMessage()).split(" ", 2)[0], 1L, Long::sum);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(10_000);
        }
    }
}
