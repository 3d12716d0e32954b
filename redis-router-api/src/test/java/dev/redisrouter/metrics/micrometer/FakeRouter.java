package dev.redisrouter.metrics.micrometer;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.Topology;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A router that counts what a test says. Only on the test's thread. */
final class FakeRouter implements RedisRouter {
    private final List<RouterListener> listeners = new ArrayList<>();
    private List<Meter> meters = List.of();
    int snapshots;

    void counts(Meter... meters) {
        this.meters = List.of(meters);
    }

    void nodeAdded(String address) {
        RouterEvent event = new RouterEvent.NodeAdded(Instant.EPOCH, NodeAddress.parse(address));
        listeners.forEach(l -> l.onEvent(event));
    }

    @Override
    public MetricsSnapshot metrics() {
        snapshots++;
        return new MetricsSnapshot(Instant.EPOCH, meters);
    }

    @Override
    public void addListener(RouterListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(RouterListener listener) {
        listeners.remove(listener);
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return 6379;
    }

    @Override
    public Topology topology() {
        return Topology.EMPTY;
    }

    @Override
    public CompletionStage<NodeAddress> switchOver(Duration timeout) {
        throw new UnsupportedOperationException("switchOver");
    }

    @Override
    public List<FailoverTimeline> failovers() {
        return List.of();
    }

    @Override
    public <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec) {
        throw new UnsupportedOperationException("connect");
    }

    @Override
    public <K, V> StatefulRedisPubSubConnection<K, V> connectPubSub(RedisCodec<K, V> codec) {
        throw new UnsupportedOperationException("connectPubSub");
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
