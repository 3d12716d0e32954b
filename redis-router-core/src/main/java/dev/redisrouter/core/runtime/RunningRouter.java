package dev.redisrouter.core.runtime;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.core.control.ControlPath;
import dev.redisrouter.core.door.LettuceDoor;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.Topology;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the application holds: hands each call to the part it is for. */
final class RunningRouter implements RedisRouter {
    private final String host;
    private final int port;
    private final ControlPath control;
    private final LettuceDoor door;
    private final RouterMeters meters;
    private final Teardown teardown;

    RunningRouter(
            String host, int port, ControlPath control, LettuceDoor door, RouterMeters meters, Teardown teardown) {
        this.host = host;
        this.port = port;
        this.control = control;
        this.door = door;
        this.meters = meters;
        this.teardown = teardown;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public <K, V> StatefulRedisConnection<K, V> connect(RedisCodec<K, V> codec) {
        return door.connect(codec);
    }

    @Override
    public <K, V> StatefulRedisPubSubConnection<K, V> connectPubSub(RedisCodec<K, V> codec) {
        return door.connectPubSub(codec);
    }

    @Override
    public Topology topology() {
        return control.topology();
    }

    @Override
    public CompletionStage<NodeAddress> switchOver(Duration timeout) {
        return control.switchOver(timeout);
    }

    @Override
    public List<FailoverTimeline> failovers() {
        return control.failovers();
    }

    @Override
    public MetricsSnapshot metrics() {
        return meters.snapshot();
    }

    @Override
    public void addListener(RouterListener listener) {
        control.addListener(listener);
    }

    @Override
    public void removeListener(RouterListener listener) {
        control.removeListener(listener);
    }

    @Override
    public void close() {
        teardown.run();
    }
}
