package dev.redisrouter.core.control;

import dev.redisrouter.RouterConfig;
import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.node.NodeFeedback;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.event.RouterListener;
import dev.redisrouter.topology.Topology;
import java.time.Duration;
import java.util.function.Consumer;

/** Temporary. */
public interface ControlPath {
    static ControlPath start(RouterConfig config, NanoClock clock) {
        throw new UnsupportedOperationException();
    }

    RoutingView view();

    Topology topology();

    void onView(Consumer<RoutingView> consumer);

    NodeFeedback feedback();

    void awaitMaster(Duration timeout);

    void addListener(RouterListener listener);

    void removeListener(RouterListener listener);

    void close();
}
