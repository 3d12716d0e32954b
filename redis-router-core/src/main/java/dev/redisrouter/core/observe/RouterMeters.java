package dev.redisrouter.core.observe;

import static dev.redisrouter.metrics.RouterMetric.BYTES;
import static dev.redisrouter.metrics.RouterMetric.CLIENTS;
import static dev.redisrouter.metrics.RouterMetric.CLIENTS_OPENED;
import static dev.redisrouter.metrics.RouterMetric.COMMANDS;
import static dev.redisrouter.metrics.RouterMetric.ERRORS;
import static dev.redisrouter.metrics.RouterMetric.FRESH_FALLBACK;
import static dev.redisrouter.metrics.RouterMetric.HOLDS;
import static dev.redisrouter.metrics.RouterMetric.HOLDS_EXPIRED;
import static dev.redisrouter.metrics.RouterMetric.LISTENERS_MOVED;
import static dev.redisrouter.metrics.RouterMetric.REPLAYS;
import static dev.redisrouter.metrics.RouterMetric.WRITES_CONFIRMED;

import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.topology.NodeAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What one router counts. Thread-safe. On the hot path call it once for a run of commands, not for each: every method
 * is an addition to a striped counter and allocates nothing.
 */
public final class RouterMeters {
    /** Nodes beyond it share one set of meters: addresses come from outside and may change for ever. */
    static final int MAX_NODES = 256;

    private static final ErrorKind[] ERROR_KINDS = ErrorKind.values();

    private final Clock wall;
    private final Map<NodeAddress, NodeMeters> nodes = new ConcurrentHashMap<>();
    private final NodeMeters others = new NodeMeters("other");
    private final List<MeterSource> sources = new CopyOnWriteArrayList<>();

    private final LongAdder local = new LongAdder();
    private final LongAdder replays = new LongAdder();
    private final LongAdder freshFallbacks = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final LongAdder clients = new LongAdder();
    private final LongAdder clientsOpened = new LongAdder();
    private final LongAdder listenersMoved = new LongAdder();
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder holds = new LongAdder();
    private final LongAdder holdsExpired = new LongAdder();
    private final LongAdder[] errors = new LongAdder[ERROR_KINDS.length];

    /** @param wall says when a snapshot was taken */
    public RouterMeters(Clock wall) {
        this.wall = wall;
        for (int i = 0; i < errors.length; i++) {
            errors[i] = new LongAdder();
        }
    }

    /** The meters of a node, the same for the same address as long as the router lives. */
    public NodeMeters node(NodeAddress address) {
        NodeMeters known = nodes.get(address);
        if (known != null) {
            return known;
        }
        return nodes.size() < MAX_NODES ? nodes.computeIfAbsent(address, a -> new NodeMeters(a.toString())) : others;
    }

    /** The router answered this many commands by itself. */
    public void local(int count) {
        local.add(count);
    }

    /** This many clients, or commands of clients, got an error. */
    public void error(ErrorKind kind, int count) {
        errors[kind.ordinal()].add(count);
    }

    /** Commands are sent again, to the same or to another node. */
    public void replayed(int count) {
        replays.add(count);
    }

    /** The master serves reads because no replica was known to be fresh enough. */
    public void freshFallback(int count) {
        freshFallbacks.add(count);
    }

    /** Bytes arrived from clients. */
    public void bytesIn(long bytes) {
        bytesIn.add(bytes);
    }

    /** Bytes were written to clients. */
    public void bytesOut(long bytes) {
        bytesOut.add(bytes);
    }

    /** A client was accepted, at either door. */
    public void clientOpened() {
        clients.increment();
        clientsOpened.increment();
    }

    /** A client that was {@link #clientOpened opened} is gone. */
    public void clientClosed() {
        clients.decrement();
    }

    /** A client that listens has been told to another master. */
    public void listenerMoved() {
        listenersMoved.increment();
    }

    /** A durable write is confirmed by enough replicas. */
    public void confirmed() {
        confirmed.increment();
    }

    /** Commands begin to wait for a master. */
    public void held(int count) {
        holds.add(count);
    }

    /** Commands waited for a master for too long. */
    public void holdExpired(int count) {
        holdsExpired.add(count);
    }

    /** Asks this source too at every snapshot, such as for gauges that another part owns. */
    public void include(MeterSource source) {
        sources.add(source);
    }

    /** What has been counted so far, in the order of {@link RouterMetric}, then by tags. */
    public MetricsSnapshot snapshot() {
        List<Meter> meters = new ArrayList<>();
        nodes.values().forEach(n -> n.collect(meters::add));
        if (nodes.size() >= MAX_NODES) {
            others.collect(meters::add);
        }
        collect(meters::add);
        sources.forEach(s -> s.collect(meters::add));
        meters.sort(Comparator.comparing(Meter::metric).thenComparing(RouterMeters::order));
        return new MetricsSnapshot(wall.instant(), meters);
    }

    private void collect(Consumer<Meter> sink) {
        sink.accept(
                new Meter.Counter(COMMANDS, Map.of("node", "router", "kind", CommandKind.LOCAL.tag()), local.sum()));
        for (ErrorKind kind : ERROR_KINDS) {
            sink.accept(new Meter.Counter(
                    ERRORS, Map.of("origin", kind.origin(), "kind", kind.tag()), errors[kind.ordinal()].sum()));
        }
        sink.accept(new Meter.Counter(BYTES, Map.of("direction", "in"), bytesIn.sum()));
        sink.accept(new Meter.Counter(BYTES, Map.of("direction", "out"), bytesOut.sum()));
        sink.accept(new Meter.Gauge(CLIENTS, Map.of(), clients.sum()));
        counter(sink, CLIENTS_OPENED, clientsOpened);
        counter(sink, REPLAYS, replays);
        counter(sink, FRESH_FALLBACK, freshFallbacks);
        counter(sink, WRITES_CONFIRMED, confirmed);
        counter(sink, HOLDS, holds);
        counter(sink, HOLDS_EXPIRED, holdsExpired);
        counter(sink, LISTENERS_MOVED, listenersMoved);
    }

    private static void counter(Consumer<Meter> sink, RouterMetric metric, LongAdder adder) {
        sink.accept(new Meter.Counter(metric, Map.of(), adder.sum()));
    }

    private static String order(Meter meter) {
        return meter.metric().tagKeys().stream()
                .map(key -> meter.tags().get(key))
                .toList()
                .toString();
    }
}
