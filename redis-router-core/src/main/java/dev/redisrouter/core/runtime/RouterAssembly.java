package dev.redisrouter.core.runtime;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.command.ServerReply;
import dev.redisrouter.core.consistency.WriteLedger;
import dev.redisrouter.core.control.ControlPath;
import dev.redisrouter.core.door.LettuceDoor;
import dev.redisrouter.core.endpoint.LoopbackServer;
import dev.redisrouter.core.endpoint.Reception;
import dev.redisrouter.core.endpoint.UnixServer;
import dev.redisrouter.core.hold.HoldBudget;
import dev.redisrouter.core.journey.Guard;
import dev.redisrouter.core.journey.Inspection;
import dev.redisrouter.core.journey.Worker;
import dev.redisrouter.core.journey.Workers;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.EventMeters;
import dev.redisrouter.core.observe.JfrListener;
import dev.redisrouter.core.observe.MeterSource;
import dev.redisrouter.core.observe.RouterMeters;
import dev.redisrouter.core.observe.TopologyMeters;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.core.tls.ClientTls;
import dev.redisrouter.core.tls.RouterTls;
import dev.redisrouter.core.transport.OffLoopResolver;
import dev.redisrouter.core.transport.Transport;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.metrics.Meter;
import dev.redisrouter.metrics.RouterMetric;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a router from its configuration, part by part, and takes apart again what it built when a part fails. */
final class RouterAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(RouterAssembly.class);

    /** Threads whose pools have ended are gone in microseconds; one that looks up a name may hang for longer. */
    private static final Duration LAST_THREAD = Duration.ofSeconds(2);

    private RouterAssembly() {}

    static RedisRouter start(RouterConfig config) {
        Teardown teardown = new Teardown();
        try {
            return assemble(config, teardown);
        } catch (RuntimeException | Error e) {
            teardown.run();
            throw e;
        }
    }

    private static RedisRouter assemble(RouterConfig config, Teardown teardown) {
        checkTopicsTogether(config);
        NanoClock clock = NanoClock.system();
        CommandTable table = CommandTable.of(config.commands());
        Transport transport = Transport.of(config.runtime().transport());
        RouterTls tls = RouterTls.of(config);
        checkDoors(config.endpoint());
        RouterMeters meters = new RouterMeters(Clock.systemUTC());
        HoldBudget holdBudget = new HoldBudget(
                config.failover().holdMaxCommands(), config.failover().holdMaxBytes());

        OwnThreads threads = new OwnThreads();
        teardown.add(() -> threads.awaitEnd(LAST_THREAD));
        ControlPath control = ControlPath.start(config, clock, threads.named("redis-router-lettuce"), tls);
        teardown.add(control::close);
        observe(control, meters, holdBudget);

        EventLoopGroup loops = transport.loops(config.runtime().eventLoops(), threads.named("redis-router-loop"));
        teardown.add(() -> EventLoops.shutDown(loops));
        OffLoopResolver resolver = new OffLoopResolver(threads.named("redis-router-lookup"));
        teardown.add(resolver::close);
        Worker.Shared shared = new Worker.Shared(
                config,
                table,
                clock,
                new WriteLedger(),
                holdBudget,
                control.feedback(),
                control.traffic(),
                meters,
                new Inspection(control::topology, meters::snapshot, control::failovers),
                new Workers());
        List<Worker> workers = workers(shared, transport, loops, config, tls.nodes(), resolver);
        teardown.add(() -> workers.forEach(Worker::close));
        control.onView(view -> workers.forEach(worker -> worker.view(view)));
        TableRefinement refinement = new TableRefinement(
                table, commands(workers.get(0), threads), refined -> workers.forEach(worker -> worker.table(refined)));
        teardown.add(refinement::close);
        control.onView(refinement);

        Reception reception = new Reception(workers, config.endpoint().maxClients(), meters);
        LettuceDoor door = new LettuceDoor(loops, channel -> reception.receive(channel, Guard.NONE));
        teardown.add(door::close);

        awaitMaster(config, control);
        EndpointConfig endpoint = config.endpoint();
        Guard guard = Guard.of(endpoint.users());
        boolean tcp = endpoint.enabled() && endpoint.tcp();
        int port = 0;
        if (tcp) {
            LoopbackServer server = LoopbackServer.listen(
                    endpoint, transport, loops, reception, guard, tls.endpoint().orElse(null));
            teardown.add(server::close);
            port = server.port();
        }
        Optional<Path> socket = endpoint.unixSocket().filter(path -> endpoint.enabled());
        socket.ifPresent(path -> {
            UnixServer server = UnixServer.listen(path, transport, loops, reception, guard);
            teardown.add(server::close);
        });
        LOG.info(
                "router-started endpoint={} unix={} transport={} loops={}",
                tcp ? endpoint.host() + ":" + port : "none",
                socket.map(Path::toString).orElse("none"),
                transport.name(),
                workers.size());
        return new RunningRouter(config.endpoint().host(), port, control, door, meters, teardown);
    }

    /** What no topic can check alone, and no order of the calls that change them shall decide. */
    private static void checkTopicsTogether(RouterConfig config) {
        Duration least = config.health().probeInterval().multipliedBy(2);
        config.reads()
                .maxStaleness()
                .filter(bound -> bound.compareTo(least) < 0)
                .ifPresent(bound -> {
                    throw new ConfigurationException(
                            "reads.maxStaleness",
                            bound,
                            "at least twice health.probeInterval, " + least + ", or no replica could ever qualify");
                });
    }

    /** What only the whole of the record can be asked, since its values are set one by one. */
    private static void checkDoors(EndpointConfig endpoint) {
        if (endpoint.enabled() && !endpoint.tcp() && endpoint.unixSocket().isEmpty()) {
            throw new ConfigurationException("endpoint.tcp", false, "true, or a path in endpoint.unixSocket");
        }
    }

    /** Asks on an event loop, and reads the answer on a thread that ends with it: it is long. */
    private static Function<Node, CompletionStage<List<?>>> commands(Worker worker, OwnThreads threads) {
        ThreadFactory reading = threads.named("redis-router-commands");
        return node -> worker.commandsOf(node)
                .thenApplyAsync(
                        ServerReply::parse, task -> reading.newThread(task).start());
    }

    private static void awaitMaster(RouterConfig config, ControlPath control) {
        try {
            control.awaitMaster(config.failover().startTimeout());
        } catch (RouterStartException e) {
            if (!config.failover().startWithoutMaster()) {
                throw e;
            }
            LOG.warn("router-without-master reason=\"{}\"", e.getMessage());
        }
    }

    private static void observe(ControlPath control, RouterMeters meters, HoldBudget holdBudget) {
        EventMeters events = new EventMeters();
        control.addListener(events);
        JfrListener.create().ifPresent(control::addListener);
        meters.include(events);
        meters.include(control.meters());
        meters.include(new TopologyMeters(control::topology));
        meters.include(sink -> outstanding(control.view(), sink));
        meters.include(MeterSource.gauge(RouterMetric.HELD, holdBudget::commands));
        meters.include(MeterSource.gauge(RouterMetric.HELD_BYTES, holdBudget::bytes));
    }

    private static void outstanding(RoutingView view, Consumer<Meter> sink) {
        Set<Node> nodes = new HashSet<>(view.readers());
        if (view.master() != null) {
            nodes.add(view.master());
        }
        for (Node node : nodes) {
            Map<String, String> tags = Map.of("node", node.address().toString());
            sink.accept(new Meter.Gauge(RouterMetric.OUTSTANDING, tags, node.outstanding()));
        }
    }

    private static List<Worker> workers(
            Worker.Shared shared,
            Transport transport,
            EventLoopGroup loops,
            RouterConfig config,
            Optional<ClientTls> tls,
            OffLoopResolver resolver) {
        List<Worker> workers = new ArrayList<>();
        for (EventExecutor executor : loops) {
            EventLoop loop = (EventLoop) executor;
            workers.add(new Worker(
                    shared,
                    loop,
                    NodeConnector.on(loop, transport, config.nodes().connectTimeout(), tls, resolver)));
        }
        return workers;
    }
}
