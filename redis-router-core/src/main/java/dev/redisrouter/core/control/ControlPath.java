package dev.redisrouter.core.control;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.config.SentinelConfig;
import dev.redisrouter.config.SourceConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.health.LettuceProbeDialer;
import dev.redisrouter.core.lettuce.ControlLettuce;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.node.NodeFeedback;
import dev.redisrouter.core.node.TrafficFeedback;
import dev.redisrouter.core.observe.ControlMeters;
import dev.redisrouter.core.observe.EventLog;
import dev.redisrouter.core.observe.MeterSource;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.core.sentinel.SentinelSource;
import dev.redisrouter.core.thread.ControlExecutor;
import dev.redisrouter.core.thread.Inbox;
import dev.redisrouter.core.tls.RouterTls;
import dev.redisrouter.core.topology.StaticSource;
import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.error.RouterStartException;
import dev.redisrouter.error.SwitchOverException;
import dev.redisrouter.event.FailoverTimeline;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.Topology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running control path: watches the topology and the nodes, and publishes which nodes may be used. Owns one control
 * thread and one set of Lettuce threads. Thread-safe.
 */
public final class ControlPath implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlPath.class);
    private static final int MOST_MESSAGES = 10_000;

    private final ControlExecutor thread;
    private final ControlLettuce lettuce;
    private final ControlLoop loop;
    private final ViewPublisher publisher;
    private final EventLog events;
    private final FailoverRecorder recorder;
    private final ControlMeters meters;
    private final TopologySource source;
    private final TopologySource.Watch watch;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ControlPath(
            ControlExecutor thread,
            ControlLettuce lettuce,
            ControlLoop loop,
            ViewPublisher publisher,
            EventLog events,
            FailoverRecorder recorder,
            ControlMeters meters,
            TopologySource source,
            TopologySource.Watch watch) {
        this.thread = thread;
        this.lettuce = lettuce;
        this.loop = loop;
        this.publisher = publisher;
        this.events = events;
        this.recorder = recorder;
        this.meters = meters;
        this.source = source;
        this.watch = watch;
    }

    /**
     * Starts to watch and returns at once, with nothing known yet.
     *
     * @param lettuceThreads makes the threads on which Lettuce runs
     * @param tls what nodes and Sentinels speak
     * @throws RouterStartException when a source of the user's cannot be started; everything is closed again then
     */
    public static ControlPath start(RouterConfig config, NanoClock clock, ThreadFactory lettuceThreads, RouterTls tls) {
        ControlExecutor thread = new ControlExecutor("redis-router-control");
        ControlLettuce lettuce = new ControlLettuce(lettuceThreads);
        EventLog events = new EventLog(InstantSource.system());
        FailoverRecorder recorder = new FailoverRecorder(events);
        events.add(recorder);
        ControlMeters meters = new ControlMeters(clock);
        ViewPublisher publisher = new ViewPublisher(config.reads().picker());
        RandomGenerator random = new SplittableRandom();
        ControlLoop loop = new ControlLoop(
                config,
                thread,
                clock,
                new LettuceProbeDialer(config.nodes(), lettuce, thread, tls.nodes()),
                events,
                meters,
                publisher,
                random);
        TopologySource source = source(config, thread, lettuce, tls, loop, random);
        try {
            TopologySource.Watch watch = source.watch(new ControlSink(loop, new Inbox(thread, MOST_MESSAGES)));
            thread.execute(() -> loop.start(watch));
            return new ControlPath(thread, lettuce, loop, publisher, events, recorder, meters, source, watch);
        } catch (RuntimeException e) {
            thread.close();
            lettuce.close();
            throw new RouterStartException("source " + source.describe() + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static TopologySource source(
            RouterConfig config,
            ControlExecutor thread,
            ControlLettuce lettuce,
            RouterTls tls,
            ControlLoop loop,
            RandomGenerator random) {
        SourceConfig source = config.source();
        if (source instanceof SentinelConfig sentinel) {
            return new SentinelSource(
                    sentinel, config.nodes().addressMapper(), thread, lettuce, tls.sentinels(), loop, random);
        }
        if (source instanceof SourceConfig.StaticNodes nodes) {
            return new StaticSource(nodes);
        }
        return ((SourceConfig.Custom) source).source();
    }

    /** Which nodes may be used now. One volatile read. */
    public RoutingView view() {
        return publisher.view();
    }

    /** What is known of the nodes now. */
    public Topology topology() {
        return publisher.topology();
    }

    /** Tells the present view soon, then every new one, in order, on the control thread. Must return soon. */
    public void onView(Consumer<RoutingView> subscriber) {
        thread.execute(() -> publisher.subscribe(subscriber));
    }

    /** Where the data path says that it doubts a node. */
    public NodeFeedback feedback() {
        return loop.feedback();
    }

    /** Where the data path says how it goes on after a change of the master. */
    public TrafficFeedback traffic() {
        return new TrafficFeedback() {
            @Override
            public void viewed(Object viewing, long version, int loops) {
                thread.execute(() -> loop.viewed(viewing, version, loops));
            }

            @Override
            public void wrote(Node master) {
                thread.execute(() -> recorder.wrote(master));
            }

            @Override
            public void released(Node master, int loops) {
                thread.execute(() -> recorder.released(master, loops));
            }
        };
    }

    /**
     * Changes the master as planned.
     *
     * @throws ConfigurationException when the time is out of bounds
     */
    public CompletionStage<NodeAddress> switchOver(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new ConfigurationException("switchOver.timeout", timeout, "PT0.001S-PT24H");
        }
        CompletableFuture<NodeAddress> result = new CompletableFuture<>();
        if (closed.get()) {
            result.completeExceptionally(new SwitchOverException("the router is closed"));
        }
        thread.execute(() -> loop.switchOver(timeout, result));
        return result;
    }

    /** How the last changes of the master went, oldest first. */
    public List<FailoverTimeline> failovers() {
        return recorder.timelines();
    }

    /** Adds a listener, which hears every event from now on, on the control thread. */
    public void addListener(RouterListener listener) {
        events.add(listener);
    }

    /** Removes one registration of a listener; no effect when there is none. */
    public void removeListener(RouterListener listener) {
        events.remove(listener);
    }

    /** What it counts: probes by node, and how long ago the master was last confirmed. */
    public MeterSource meters() {
        return meters;
    }

    /**
     * Waits until a master is in use.
     *
     * @throws RouterStartException when there is none in time; its message says who was asked and what each answered.
     *     The control path goes on all the same, until it is closed
     */
    public void awaitMaster(Duration timeout) {
        CompletableFuture<RoutingView> found = new CompletableFuture<>();
        Consumer<RoutingView> waiting = view -> {
            if (view.master() != null) {
                // Behind the events of it, so that who listens from then on hears of what comes later, and only that.
                thread.execute(() -> found.complete(view));
            }
        };
        onView(waiting);
        try {
            found.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new RouterStartException(noMasterWithin(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RouterStartException("interrupted while waiting for a master", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a view is never completed with an error", e);
        } finally {
            publisher.unsubscribe(waiting);
        }
    }

    private String noMasterWithin(Duration timeout) {
        String nodes = topology().nodes().stream().map(ControlPath::words).collect(Collectors.joining("; "));
        return "no master in use within " + timeout.toMillis() + " ms; asked " + source.describe() + ": "
                + watch.answers() + "; nodes: " + (nodes.isEmpty() ? "none known" : nodes);
    }

    private static String words(NodeInfo node) {
        return node.address() + " is " + node.role() + ", " + node.state() + " (" + node.reason() + ")";
    }

    /** Ends all threads and connections, within about 10 s at the very worst; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            CountDownLatch stopped = new CountDownLatch(1);
            // Behind what closing the source puts into the queue, else that would be dropped with the thread.
            thread.execute(() -> {
                loop.close();
                thread.execute(stopped::countDown);
            });
            await(stopped);
            thread.close();
            lettuce.close();
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            if (!stopped.await(2, TimeUnit.SECONDS)) {
                log.warn("the control path did not stop within 2 s, its threads are ended all the same");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
