package dev.redisrouter.core.control;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.topology.NodeAddress;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last good snapshots, each replaced by one volatile write and only by one that differs. Read from any thread. */
final class ViewPublisher {
    private static final Logger log = LoggerFactory.getLogger(ViewPublisher.class);

    private final NodePicker picker;
    private final List<Consumer<RoutingView>> subscribers = new CopyOnWriteArrayList<>();
    private volatile RoutingView view = RoutingView.EMPTY;
    private volatile Topology topology = Topology.EMPTY;

    ViewPublisher(NodePicker picker) {
        this.picker = picker;
    }

    RoutingView view() {
        return view;
    }

    Topology topology() {
        return topology;
    }

    /** Only on the control thread: tells the present view at once, then each new one. */
    void subscribe(Consumer<RoutingView> subscriber) {
        subscribers.add(subscriber);
        tell(subscriber, view);
    }

    /** Any thread. */
    void unsubscribe(Consumer<RoutingView> subscriber) {
        subscribers.remove(subscriber);
    }

    /** Only on the control thread. */
    void publish(@Nullable Node master, List<Node> readers, int size) {
        RoutingView last = view;
        if (last.master() == master && last.readers().equals(readers) && last.size() == size) {
            return;
        }
        RoutingView next = new RoutingView(
                last.version() + 1, master, readers, readers.isEmpty() ? null : selection(readers), size);
        view = next;
        subscribers.forEach(subscriber -> tell(subscriber, next));
    }

    /** Only on the control thread. */
    void publish(long epoch, Optional<NodeAddress> master, List<NodeInfo> nodes) {
        Topology last = topology;
        Topology next = new Topology(last.version() + 1, epoch, master, nodes);
        if (last.epoch() != epoch
                || !last.master().equals(master)
                || !last.nodes().equals(next.nodes())) {
            topology = next;
        }
    }

    /** A picker of the user's may fail; reads go on all the same. */
    private NodePicker.Selection<Node> selection(List<Node> readers) {
        try {
            return picker.over(readers);
        } catch (RuntimeException e) {
            log.error("picker {} failed over {} nodes, using round-robin instead", picker.name(), readers.size(), e);
            return Pickers.roundRobin().over(readers);
        }
    }

    private static void tell(Consumer<RoutingView> subscriber, RoutingView view) {
        try {
            subscriber.accept(view);
        } catch (RuntimeException e) {
            log.error("a subscriber failed at routing view {}", view.version(), e);
        }
    }
}
