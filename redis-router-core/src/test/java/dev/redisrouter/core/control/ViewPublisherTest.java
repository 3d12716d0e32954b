package dev.redisrouter.core.control;

import static dev.redisrouter.core.control.Scene.A;
import static dev.redisrouter.core.control.Scene.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.ReadNode;
import dev.redisrouter.topology.NodeInfo;
import dev.redisrouter.topology.NodeState;
import dev.redisrouter.topology.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Snapshots are published when they differ, and only then. */
class ViewPublisherTest {
    private final Node a = new Node(A, 0, 1, "", 0);
    private final Node b = new Node(B, 1, 1, "", 0);
    private final ViewPublisher publisher = new ViewPublisher(Pickers.roundRobin());
    private final List<RoutingView> told = new ArrayList<>();

    @Test
    void aViewThatDiffersIsPublishedWithASelection() {
        publisher.publish(a, List.of(a, b), 2);

        RoutingView view = publisher.view();
        assertThat(view.version()).isEqualTo(1);
        assertThat(view.master()).isSameAs(a);
        assertThat(Objects.requireNonNull(view.selection()).pick(0)).isIn(a, b);
    }

    @Test
    void aViewThatDoesNotDifferIsNotPublishedAgain() {
        publisher.publish(a, List.of(a, b), 2);
        RoutingView before = publisher.view();
        publisher.publish(a, List.of(a, b), 2);

        assertThat(publisher.view()).isSameAs(before);
    }

    @Test
    void withoutReadersThereIsNoSelection() {
        publisher.publish(a, List.of(), 2);

        assertThat(publisher.view().selection()).isNull();
    }

    @Test
    void aSubscriberHearsThePresentViewAndEachNewOne() {
        publisher.publish(a, List.of(a), 2);
        publisher.subscribe(told::add);
        publisher.publish(null, List.of(b), 2);
        publisher.publish(null, List.of(b), 2);

        assertThat(told).extracting(RoutingView::version).containsExactly(1L, 2L);
    }

    @Test
    void aSubscriberThatFailsDisturbsNoOther() {
        publisher.subscribe(view -> {
            throw new IllegalStateException("on purpose");
        });
        publisher.subscribe(told::add);
        publisher.publish(a, List.of(a), 2);

        assertThat(told).extracting(RoutingView::version).containsExactly(0L, 1L);
    }

    @Test
    void aSubscriberThatLeftHearsNoMore() {
        Consumer<RoutingView> subscriber = told::add;
        publisher.subscribe(subscriber);
        publisher.unsubscribe(subscriber);
        publisher.publish(a, List.of(a), 2);

        assertThat(told).hasSize(1);
    }

    @Test
    void aPickerThatFailsIsReplacedSoThatReadsGoOn() {
        ViewPublisher failing = new ViewPublisher(new NodePicker() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public <N extends ReadNode> Selection<N> over(List<N> candidates) {
                throw new IllegalStateException("on purpose");
            }
        });
        failing.publish(a, List.of(a), 2);

        assertThat(Objects.requireNonNull(failing.view().selection()).pick(0)).isSameAs(a);
    }

    @Test
    void aTopologyIsCountedFromOneAndOnlyWhenItDiffers() {
        NodeInfo info = new NodeInfo(A, Role.MASTER, NodeState.UP, "answers as master");
        publisher.publish(3, Optional.of(A), List.of(info));
        publisher.publish(3, Optional.of(A), List.of(info));
        assertThat(publisher.topology().version()).isEqualTo(1);

        publisher.publish(4, Optional.of(A), List.of(info));
        assertThat(publisher.topology().version()).isEqualTo(2);
        assertThat(publisher.topology().epoch()).isEqualTo(4);
    }

    @Test
    void aPublishedViewCannotBeChanged() {
        List<Node> readers = new ArrayList<>(List.of(a));
        publisher.publish(a, readers, 2);
        readers.add(b);

        assertThat(publisher.view().readers()).containsExactly(a);
        assertThatThrownBy(() -> publisher.view().readers().add(b)).isInstanceOf(UnsupportedOperationException.class);
    }
}
