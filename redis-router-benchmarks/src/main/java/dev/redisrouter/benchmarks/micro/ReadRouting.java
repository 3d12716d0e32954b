package dev.redisrouter.benchmarks.micro;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.config.ReadsConfig;
import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.command.KeyHashes;
import dev.redisrouter.core.consistency.WriteLedger;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.route.ReadRouter;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.topology.NodeAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Choosing the node for a read of one key: the first of a turn, and one that goes where that went. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadRouting {
    private static final long NOW = 10_000_000;

    /** How nodes are chosen. */
    public enum Picker {
        ROUND_ROBIN(Pickers.roundRobin()),
        LEAST_OUTSTANDING(Pickers.leastOutstanding()),
        LATENCY(Pickers.latency()),
        KEY_HASH(Pickers.keyHash()),
        ZONE(Pickers.zone("here", Pickers.roundRobin()));

        private final NodePicker picker;

        Picker(NodePicker picker) {
            this.picker = picker;
        }
    }

    @Param
    private Picker picker = Picker.ROUND_ROBIN;

    @Param({"3", "16"})
    private int nodes = 3;

    private final RequestDecoder request = Wire.decoded("GET", "user:1234567");
    private final CommandSpec spec = CommandTable.of(CommandsConfig.defaults()).lookup(request);
    private final KeyHashes keys = new KeyHashes();
    private final int keyCount = keys.read(request, spec, 0);

    private ReadRouter router = router(Picker.ROUND_ROBIN);
    private RoutingView view = RoutingView.EMPTY;

    /** All nodes are fresh, and every third is in the zone that is preferred. */
    @Setup
    public void start() {
        List<Node> readers =
                IntStream.range(0, nodes).mapToObj(ReadRouting::freshNode).toList();
        view = RoutingView.of(1, readers.get(0), readers, picker.picker, nodes);
        router = router(picker);
    }

    private static Node freshNode(int slot) {
        Node node = new Node(new NodeAddress("node" + slot, 6379), slot, 1, slot % 3 == 0 ? "here" : "there", 0);
        node.freshUpTo(NOW);
        return node;
    }

    private static ReadRouter router(Picker picker) {
        ReadsConfig reads = ReadsConfig.defaults().picker(picker.picker);
        return new ReadRouter(reads, new WriteLedger(), new RouterMeters(Clock.systemUTC()));
    }

    @Benchmark
    public @Nullable Node anotherOfATurn() {
        return router.route(view, spec, keys, keyCount, NOW);
    }

    @Benchmark
    public @Nullable Node firstOfATurn() {
        router.turnOver();
        return router.route(view, spec, keys, keyCount, NOW);
    }
}
