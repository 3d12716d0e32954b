package dev.redisrouter.core.node;

import dev.redisrouter.core.clock.NanoClock;
import dev.redisrouter.core.thread.ControlThread;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the data path's doubts on to the control thread, a few of each node. Thread-safe. */
public final class Doubts implements NodeFeedback {
    private static final Logger log = LoggerFactory.getLogger(Doubts.class);
    private static final long GAP_NANOS = Duration.ofMillis(10).toNanos();

    private final NanoClock clock;
    private final ControlThread thread;
    private final BiConsumer<Node, Long> doubted;
    private final Map<Node, Long> lastAt = new ConcurrentHashMap<>();

    /** @param doubted called on the control thread with the node and the time of the doubt */
    public Doubts(NanoClock clock, ControlThread thread, BiConsumer<Node, Long> doubted) {
        this.clock = clock;
        this.thread = thread;
        this.doubted = doubted;
    }

    @Override
    public void doubt(Node node, String reason) {
        // At once: the node may be another process now, with older data, and be read from before the thread wakes up.
        node.freshUpTo(0);
        long now = clock.nanos();
        Long last = lastAt.get(node);
        boolean due = last == null
                ? lastAt.putIfAbsent(node, now) == null
                : now - last >= GAP_NANOS && lastAt.replace(node, last, now);
        if (due) {
            log.debug("doubt node={} reason=\"{}\"", node, reason);
            thread.execute(() -> doubted.accept(node, now));
        }
    }

    /** The node is gone for good. */
    public void forget(Node node) {
        lastAt.remove(node);
    }
}
