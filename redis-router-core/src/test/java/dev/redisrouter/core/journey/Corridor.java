package dev.redisrouter.core.journey;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.consistency.WriteLedger;
import dev.redisrouter.core.hold.HoldBudget;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.node.TrafficFeedback;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.core.upstream.FakeLoop;
import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.core.upstream.FakeNodes;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole corridor on one {@link FakeLoop}: one worker, clients and nodes as the test asks for them. Nothing in it runs
 * but when the test calls {@link #settle} or a method that says so.
 */
final class Corridor implements AutoCloseable {
    final FakeLoop loop = new FakeLoop();
    final FakeNodes nodes = new FakeNodes(loop);
    final RouterConfig config;
    final WriteLedger ledger = new WriteLedger();
    final HoldBudget budget;
    final RouterMeters meters = new RouterMeters(Clock.systemUTC());
    final List<String> doubts = new ArrayList<>();
    final Worker worker;

    Topology topology = Topology.EMPTY;
    List<FailoverTimeline> failovers = List.of();

    /** What the worker said of how it goes on. */
    final List<String> progress = new ArrayList<>();

    long lastViewed;

    private final TrafficFeedback traffic = new TrafficFeedback() {
        @Override
        public void viewed(Object loop, long seen, int loops) {
            lastViewed = seen;
        }

        @Override
        public void wrote(Node master) {
            progress.add("wrote " + master);
        }

        @Override
        public void released(Node master, int loops) {
            progress.add("released " + master + " of " + loops);
        }
    };

    private final List<FakeClient> clients = new ArrayList<>();
    /** How many nodes the deployment has. */
    int size = 3;

    private long version;
    private long ids;

    Corridor() {
        this(config -> config);
    }

    Corridor(UnaryOperator<RouterConfig> change) {
        config = change.apply(RouterConfig.ofNodes("unused:1"));
        budget = new HoldBudget(
                config.failover().holdMaxCommands(), config.failover().holdMaxBytes());
        Worker.Shared shared = new Worker.Shared(
                config,
                CommandTable.of(config.commands()),
                loop.clock(),
                ledger,
                budget,
                (node, reason) -> doubts.add(node + " " + reason),
                traffic,
                meters,
                new Inspection(() -> topology, meters::snapshot, () -> failovers),
                new Workers());
        worker = new Worker(shared, loop.eventLoop(), nodes::connect);
    }

    /** A corridor with a master that serves everything. */
    static Corridor withMaster() {
        Corridor corridor = new Corridor();
        FakeNode master = corridor.node();
        corridor.view(master, master);
        return corridor;
    }

    FakeNode node() {
        return nodes.add();
    }

    FakeNode node(int index) {
        return nodes.get(index);
    }

    /** These nodes are in use from now on. */
    void view(@Nullable FakeNode master, FakeNode... readers) {
        announce(master, readers);
        settle();
    }

    /** As {@link #view}, and nothing is run. */
    void announce(@Nullable FakeNode master, FakeNode... readers) {
        List<Node> serving = Arrays.stream(readers).map(FakeNode::node).toList();
        worker.view(RoutingView.of(
                ++version,
                master == null ? null : master.node(),
                serving,
                config.reads().picker(),
                size));
    }

    /** Every node holds everything that was written until now. */
    void allFresh() {
        loop.tick(Duration.ofNanos(1));
        nodes.all().forEach(node -> node.node().freshUpTo(loop.now()));
        loop.tick(Duration.ofNanos(1));
    }

    FakeClient client() {
        FakeClient client = new FakeClient(this, ++ids);
        clients.add(client);
        return client;
    }

    /** Runs the loop and lets the nodes take in what was sent, until nothing happens any more. */
    void settle() {
        nodes.settle();
    }

    /** The sum of a counter over all its tags. */
    long count(RouterMetric metric) {
        return meters.snapshot().meters().stream()
                .filter(meter -> meter.metric() == metric)
                .mapToLong(meter -> ((Meter.Counter) meter).count())
                .sum();
    }

    /** Closes the worker, and with it everything. */
    @Override
    public void close() {
        worker.close();
        settle();
        clients.forEach(client -> client.channel().releaseOutbound());
    }

    /** Lets time pass; timers run on the way. */
    void pass(Duration time) {
        for (long millis = time.toMillis(); millis > 0; millis -= 5) {
            loop.pass(Duration.ofMillis(Math.min(5, millis)));
            settle();
        }
    }
}
