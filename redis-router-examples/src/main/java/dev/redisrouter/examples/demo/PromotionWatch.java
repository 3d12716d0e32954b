package dev.redisrouter.examples.demo;

import dev.redisrouter.test.LabException;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Watches a failover behind the router's back: asks the replicas for their {@code ROLE} every few milliseconds, and hears
 * {@code +switch-master} from every Sentinel. One thread for each of them, until it is closed.
 */
final class PromotionWatch implements AutoCloseable {
    private static final int ROLE_MILLIS = 5;

    private record Promotion(String node, long at) {}

    private final int sentinels;
    private final AtomicReference<@Nullable Promotion> promotion = new AtomicReference<>();
    private final ConcurrentLinkedQueue<Long> announcements = new ConcurrentLinkedQueue<>();
    private final List<Jedis> subscriptions = new ArrayList<>();
    private volatile boolean closed;

    private PromotionWatch(int sentinels) {
        this.sentinels = sentinels;
    }

    static PromotionWatch over(RedisLab lab, LabNode master) {
        PromotionWatch watch = new PromotionWatch(lab.sentinels().size());
        for (LabNode sentinel : lab.sentinels()) {
            Jedis subscription = new Jedis(sentinel.host(), sentinel.port());
            watch.subscriptions.add(subscription);
            watch.inBackground("demo-hears-" + sentinel.name(), () -> watch.hear(subscription));
        }
        for (LabNode node : lab.nodes()) {
            if (node != master) {
                watch.inBackground("demo-asks-" + node.name(), () -> watch.ask(node));
            }
        }
        return watch;
    }

    /** True when the promotion and the announcements of all Sentinels have been seen. */
    boolean complete() {
        return promotion.get() != null && announcements.size() >= sentinels;
    }

    /** What was seen until now; empty before the promotion. */
    Optional<Sightings> sightings() {
        return Optional.ofNullable(promotion.get())
                .map(seen -> new Sightings(seen.node(), seen.at(), List.copyOf(announcements)));
    }

    private void hear(Jedis subscription) {
        try {
            subscription.subscribe(
                    new JedisPubSub() {
                        @Override
                        public void onMessage(String channel, String message) {
                            announcements.add(System.nanoTime());
                        }
                    },
                    "+switch-master");
        } catch (JedisConnectionException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private void ask(LabNode node) {
        while (!closed && promotion.get() == null) {
            try {
                if (node.role().equals("master")) {
                    promotion.compareAndSet(null, new Promotion(node.name(), System.nanoTime()));
                }
                Thread.sleep(ROLE_MILLIS);
            } catch (LabException promotedNodesCloseConnections) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void inBackground(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(Jedis::close);
    }
}
