package dev.redisrouter.core.route;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.spi.NodePicker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes may be used now: a frozen snapshot, published by the control path with one volatile write whenever it
 * differs from the last.
 *
 * @param version counts the snapshots of this router
 * @param master the one node that takes writes; null while there is none, and commands for it are held
 * @param readers the nodes that may serve reads under the read policy; empty when there are none
 * @param selection chooses among {@code readers}; null exactly when they are empty
 * @param size how many nodes the deployment has, with those that are of no use now
 */
public record RoutingView(
        long version,
        @Nullable Node master,
        List<Node> readers,
        NodePicker.@Nullable Selection<Node> selection,
        int size) {

    public static final RoutingView EMPTY = new RoutingView(0, null, List.of(), null, 0);

    public RoutingView {
        readers = List.copyOf(readers);
    }

    /** True when any node may be used. */
    public boolean servesAnything() {
        return master != null || selection != null;
    }

    /** A view whose readers are chosen from by this picker. */
    public static RoutingView of(long version, @Nullable Node master, List<Node> readers, NodePicker picker, int size) {
        return new RoutingView(version, master, readers, readers.isEmpty() ? null : picker.over(readers), size);
    }

    /** True when commands may go to this node. */
    public boolean uses(Node node) {
        return node == master || readers.contains(node);
    }
}
