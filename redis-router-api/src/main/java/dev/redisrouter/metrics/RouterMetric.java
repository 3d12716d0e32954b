package dev.redisrouter.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every figure that a router keeps: its name by Micrometer's naming convention, its unit, its tags and what it says.
 *
 * <p>The tag {@code node} is {@code host:port}; it is {@code router} for what the router answers by itself, and
 * {@code other} for nodes beyond the first 256 that a router has ever met.
 */
public enum RouterMetric {
    COMMANDS(
            "redis.router.commands",
            Type.COUNTER,
            "commands",
            "Commands answered by a node, or by the router itself.",
            "node",
            "kind"),
    LATENCY(
            "redis.router.latency",
            Type.TIMER,
            "seconds",
            "From sending a command to a node until its reply has arrived at the router.",
            "node"),
    ERRORS(
            "redis.router.errors",
            Type.COUNTER,
            "errors",
            "Errors that clients got: from a node by the first word of its reply, from the router by reason.",
            "origin",
            "kind"),
    REPLAYS("redis.router.replays", Type.COUNTER, "commands", "Commands sent again, to the same or to another node."),
    FRESH_FALLBACK(
            "redis.router.reads.fresh-fallback",
            Type.COUNTER,
            "commands",
            "Reads that the master served because no replica was known to hold the last write to their keys."),
    WRITES_CONFIRMED(
            "redis.router.writes.confirmed",
            Type.COUNTER,
            "commands",
            "Durable writes that enough replicas have; those that they did not have in time are errors of the kind"
                    + " unconfirmed."),
    OUTSTANDING(
            "redis.router.outstanding",
            Type.GAUGE,
            "commands",
            "Commands sent to a node and not answered yet.",
            "node"),
    BYTES(
            "redis.router.bytes",
            Type.COUNTER,
            "bytes",
            "Bytes that clients sent (direction=in) and got (direction=out).",
            "direction"),
    CLIENTS("redis.router.clients", Type.GAUGE, "connections", "Clients connected now."),
    CLIENTS_OPENED("redis.router.clients.opened", Type.COUNTER, "connections", "Clients accepted so far."),
    CONNECTIONS("redis.router.connections", Type.GAUGE, "connections", "Connections to a node, open now.", "node"),
    CONNECTIONS_OPENED(
            "redis.router.connections.opened", Type.COUNTER, "connections", "Connections to a node so far.", "node"),
    CONNECTIONS_FAILED(
            "redis.router.connections.failed",
            Type.COUNTER,
            "connections",
            "Attempts to connect to a node that failed.",
            "node"),
    HELD("redis.router.held", Type.GAUGE, "commands", "Commands waiting for a master now."),
    HELD_BYTES("redis.router.held.bytes", Type.GAUGE, "bytes", "What the commands waiting for a master take."),
    HOLDS("redis.router.holds", Type.COUNTER, "commands", "Commands that had to wait for a master."),
    HOLDS_EXPIRED(
            "redis.router.holds.expired",
            Type.COUNTER,
            "commands",
            "Commands that waited for a master for longer than failover.holdTimeout."),
    LISTENERS_MOVED(
            "redis.router.listeners.moved",
            Type.COUNTER,
            "clients",
            "Times that a client which subscribes or monitors was carried to another connection; what was published"
                    + " meanwhile it has missed."),
    FAILOVERS(
            "redis.router.failovers",
            Type.COUNTER,
            "failovers",
            "Changes of the master in use to another node; the first master is none."),
    FAILOVER_GAP(
            "redis.router.failover.gap",
            Type.TIMER,
            "seconds",
            "How long there was no master in use, once for every time that one was lost."),
    FAILOVER_STEPS(
            "redis.router.failover.steps",
            Type.TIMER,
            "seconds",
            "From the moment when commands are held until each later step of a failover that was carried through.",
            "step"),
    PROBES(
            "redis.router.probes",
            Type.COUNTER,
            "probes",
            "Probes of a node that were answered (result=ok) or not (result=failed).",
            "node",
            "result"),
    NODE_UP("redis.router.node.up", Type.GAUGE, "", "1 for a node that is fit to serve, else 0.", "node"),
    NODE_MASTER("redis.router.node.master", Type.GAUGE, "", "1 for the master in use, else 0.", "node"),
    TOPOLOGY_AGE(
            "redis.router.topology.age",
            Type.GAUGE,
            "seconds",
            "Since the master in use last confirmed that it is one."),
    EVENTS("redis.router.events", Type.COUNTER, "events", "Events of the router by name.", "event");

    /** What kind of figure it is. */
    public enum Type {
        /** Grows from 0 at the router's start. */
        COUNTER,
        /** What is true at the moment of the snapshot. */
        GAUGE,
        /** A count of durations with their distribution. */
        TIMER
    }

    private static final Map<String, RouterMetric> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(m -> m.metricName, Function.identity()));

    private final String metricName;
    private final Type type;
    private final String unit;
    private final String description;
    private final List<String> tagKeys;

    RouterMetric(String metricName, Type type, String unit, String description, String... tagKeys) {
        this.metricName = metricName;
        this.type = type;
        this.unit = unit;
        this.description = description;
        this.tagKeys = List.of(tagKeys);
    }

    /**
     * The metric of this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static RouterMetric named(String metricName) {
        RouterMetric metric = BY_NAME.get(metricName);
        if (metric == null) {
            throw new IllegalArgumentException("metric: " + metricName + " (expected: one of "
                    + BY_NAME.keySet().stream().sorted().toList() + ")");
        }
        return metric;
    }

    /** The name, such as {@code redis.router.commands}. */
    public String metricName() {
        return metricName;
    }

    public Type type() {
        return type;
    }

    /** The base unit in the plural, such as {@code bytes}; empty for a bare number. */
    public String unit() {
        return unit;
    }

    /** One sentence. */
    public String description() {
        return description;
    }

    /** The keys that every meter of this metric has, and no others. */
    public List<String> tagKeys() {
        return tagKeys;
    }
}
