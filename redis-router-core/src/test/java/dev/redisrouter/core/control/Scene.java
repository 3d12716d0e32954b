package dev.redisrouter.core.control;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.core.health.FakeNodes;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.observe.ControlMeters;
import dev.redisrouter.core.observe.EventLog;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.core.thread.FakeControlThread;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.TopologyClaim;
import dev.redisrouter.spi.TopologySource;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A control loop over scripted nodes and claims, on a clock of the test's own: a master A and its replicas B and C. */
final class Scene {
    static final NodeAddress A = new NodeAddress("10.0.0.1", 6379);
    static final NodeAddress B = new NodeAddress("10.0.0.2", 6379);
    static final NodeAddress C = new NodeAddress("10.0.0.3", 6379);

    final FakeControlThread thread = new FakeControlThread();
    final FakeNodes nodes = new FakeNodes();
    final List<RouterEvent> events = new ArrayList<>();
    final ViewPublisher publisher = new ViewPublisher(Pickers.roundRobin());
    final ControlLoop loop;
    int refreshes;
    int failOvers;
    CompletableFuture<Void> failOver = CompletableFuture.allOf();
    boolean watchClosed;

    Scene(RouterConfig config) {
        EventLog log = new EventLog(InstantSource.fixed(Instant.EPOCH));
        log.add(events::add);
        loop = new ControlLoop(
                config, thread, thread, nodes, log, new ControlMeters(thread), publisher, new SplittableRandom(7));
        loop.start(new TopologySource.Watch() {
            @Override
            public void refresh() {
                refreshes++;
            }

            @Override
            public CompletionStage<Void> failOver() {
                failOvers++;
                return failOver;
            }

            @Override
            public String answers() {
                return "";
            }

            @Override
            public void close() {
                watchClosed = true;
            }
        });
        nodes.at(A).master("h1", 100);
        nodes.at(B).replicaOf(A, "h1", 100);
        nodes.at(C).replicaOf(A, "h1", 100);
    }

    /** The deployment under three Sentinels, the master in use. */
    static Scene underSentinel() {
        Scene scene = new Scene(RouterConfig.of("redis-sentinel://s1,s2,s3#mymaster"));
        scene.claim("s1", A, 1);
        scene.claim("s2", A, 1);
        scene.claim("s3", A, 1);
        scene.pass(Duration.ofMillis(300));
        scene.events.clear();
        return scene;
    }

    /** The deployment as a list of nodes. */
    static Scene fromList() {
        Scene scene = new Scene(RouterConfig.ofNodes(A.toString(), B.toString(), C.toString()));
        scene.loop.claim(new TopologyClaim("configuration", Optional.empty(), Set.of(A, B, C), 0));
        scene.pass(Duration.ofMillis(300));
        scene.events.clear();
        return scene;
    }

    void claim(String origin, NodeAddress master, long epoch) {
        loop.claim(new TopologyClaim(origin, Optional.of(master), Set.of(A, B, C), epoch));
        thread.run();
    }

    void pass(Duration time) {
        thread.advance(time);
    }

    RoutingView view() {
        return publisher.view();
    }

    /** The master in use. */
    Optional<NodeAddress> master() {
        return Optional.ofNullable(view().master()).map(Node::address);
    }

    List<NodeAddress> readers() {
        return view().readers().stream().map(Node::address).toList();
    }

    /** The node that serves under this address; it must be in the view. */
    Node node(NodeAddress address) {
        return view().readers().stream()
                .filter(n -> n.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    List<String> told(Class<? extends RouterEvent> kind) {
        return events.stream().filter(kind::isInstance).map(RouterEvent::text).toList();
    }
}
