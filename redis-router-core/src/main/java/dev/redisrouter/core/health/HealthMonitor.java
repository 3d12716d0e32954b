package dev.redisrouter.core.health;

import dev.redisrouter.config.HealthConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.thread.ControlThread;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Asks every node in rounds, and tells what came of it. Observes only. Only on the control thread. */
public final class HealthMonitor {
    /*
     * A round asks the master in use first and the others when it has answered: a replica asked after the master has
     * most often applied what the master had executed, so its freshness is that of this round and not of the last.
     * The others wait for that only a moment, so that a master that hangs delays nobody.
     */
    private static final Duration HURRIED_INTERVAL = Duration.ofMillis(10);
    private static final Duration FOLLOW_AT_LATEST = Duration.ofMillis(20);

    private final HealthConfig config;
    private final NanoClock clock;
    private final ControlThread thread;
    private final ProbeDialer dialer;
    private final Consumer<Observation> out;
    private final RandomGenerator random;

    private final Map<NodeAddress, NodeProbe> probes = new HashMap<>();
    private Optional<NodeAddress> first = Optional.empty();
    private boolean othersDue;
    private boolean inHurry = true;
    private boolean closed;
    private ControlThread.Timer nextRound = () -> {};
    private ControlThread.Timer others = () -> {};

    public HealthMonitor(
            HealthConfig config,
            NanoClock clock,
            ControlThread thread,
            ProbeDialer dialer,
            Consumer<Observation> out,
            RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.thread = thread;
        this.dialer = dialer;
        this.out = out;
        this.random = random;
    }

    /** Asks these nodes from now on, and no others. New ones are asked at once. */
    public void watch(Set<NodeAddress> nodes) {
        probes.entrySet().removeIf(entry -> {
            boolean gone = !nodes.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        for (NodeAddress node : nodes) {
            if (!closed && !probes.containsKey(node)) {
                NodeProbe probe = new NodeProbe(node, config, clock, thread, dialer, this::observed, random);
                probes.put(node, probe);
                probe.hurry(inHurry);
                probe.ask();
            }
        }
    }

    /** Starts the rounds. */
    public void start() {
        round();
    }

    /** Which node is the master in use; without one the rounds follow each other every 10 ms or less. */
    public void master(Optional<NodeAddress> inUse) {
        first = inUse;
        boolean hurry = inUse.isEmpty();
        if (hurry == inHurry) {
            return;
        }
        inHurry = hurry;
        probes.values().forEach(probe -> probe.hurry(hurry));
        if (hurry && !closed) {
            nextRound.cancel();
            nextRound = thread.after(Duration.ZERO, this::round);
        }
    }

    /** Asks one node now, because somebody doubts it. */
    public void askNow(NodeAddress node) {
        NodeProbe probe = probes.get(node);
        if (probe != null) {
            probe.ask();
        }
    }

    /** Asks every node now. */
    public void askNow() {
        probes.values().forEach(NodeProbe::ask);
    }

    public void close() {
        closed = true;
        nextRound.cancel();
        others.cancel();
        watch(Set.of());
    }

    private void round() {
        if (closed) {
            return;
        }
        nextRound.cancel();
        nextRound = thread.after(interval(), this::round);
        askOthers();
        othersDue = true;
        NodeProbe master = first.map(probes::get).orElse(null);
        if (master == null) {
            askOthers();
        } else {
            others.cancel();
            others = thread.after(FOLLOW_AT_LATEST, this::askOthers);
            master.ask();
        }
    }

    private Duration interval() {
        Duration usual = config.probeInterval();
        return inHurry && usual.compareTo(HURRIED_INTERVAL) > 0 ? HURRIED_INTERVAL : usual;
    }

    private void askOthers() {
        if (!othersDue) {
            return;
        }
        othersDue = false;
        others.cancel();
        probes.forEach((node, probe) -> {
            if (!Optional.of(node).equals(first)) {
                probe.ask();
            }
        });
    }

    private void observed(Observation observation) {
        out.accept(observation);
        if (first.equals(Optional.of(observation.node()))) {
            askOthers();
        }
    }
}
