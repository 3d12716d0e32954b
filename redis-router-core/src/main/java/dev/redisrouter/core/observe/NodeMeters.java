package dev.redisrouter.core.observe;

import static dev.redisrouter.metrics.RouterMetric.COMMANDS;
import static dev.redisrouter.metrics.RouterMetric.CONNECTIONS;
import static dev.redisrouter.metrics.RouterMetric.CONNECTIONS_FAILED;
import static dev.redisrouter.metrics.RouterMetric.CONNECTIONS_OPENED;
import static dev.redisrouter.metrics.RouterMetric.LATENCY;

import dev.redisrouter.metrics.Meter;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What is counted for one node. Thread-safe; keep the object instead of looking it up again. */
public final class NodeMeters {
    private final String node;
    private final LongAdder[] commands = adders(CommandKind.values().length);
    private final LongAdder connections = new LongAdder();
    private final LongAdder connectionsOpened = new LongAdder();
    private final LongAdder connectionsFailed = new LongAdder();
    private final LatencyHistogram latency = new LatencyHistogram();

    NodeMeters(String node) {
        this.node = node;
    }

    /** This node has answered commands. */
    public void commands(CommandKind kind, int count) {
        commands[kind.ordinal()].add(count);
    }

    /** This many replies arrived, each this long after its command was sent. */
    public void latency(long nanos, int count) {
        latency.add(nanos, count);
    }

    /** A connection is open and its handshake done. */
    public void connectionOpened() {
        connections.increment();
        connectionsOpened.increment();
    }

    /** A connection that was {@link #connectionOpened opened} is closed, for whatever reason. */
    public void connectionClosed() {
        connections.decrement();
    }

    /** An attempt to connect failed, or the handshake did. */
    public void connectionFailed() {
        connectionsFailed.increment();
    }

    void collect(Consumer<Meter> sink) {
        Map<String, String> tags = Map.of("node", node);
        for (CommandKind kind : CommandKind.values()) {
            if (kind != CommandKind.LOCAL) {
                sink.accept(new Meter.Counter(
                        COMMANDS, Map.of("node", node, "kind", kind.tag()), commands[kind.ordinal()].sum()));
            }
        }
        sink.accept(new Meter.Timer(LATENCY, tags, latency.distribution()));
        sink.accept(new Meter.Gauge(CONNECTIONS, tags, connections.sum()));
        sink.accept(new Meter.Counter(CONNECTIONS_OPENED, tags, connectionsOpened.sum()));
        sink.accept(new Meter.Counter(CONNECTIONS_FAILED, tags, connectionsFailed.sum()));
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
