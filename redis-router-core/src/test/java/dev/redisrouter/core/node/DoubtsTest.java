package dev.redisrouter.core.node;

import static dev.redisrouter.core.node.Members.A;
import static dev.redisrouter.core.node.Members.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.thread.FakeControlThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A doubt takes the node's freshness at once, and reaches the control thread a bounded number of times. */
class DoubtsTest {
    private final FakeControlThread thread = new FakeControlThread();
    private final List<String> heard = new ArrayList<>();
    private final Doubts doubts = new Doubts(thread, thread, (node, at) -> heard.add(node + " at " + at));
    private final Node a = new Node(A, 0, 1, "", 0);
    private final Node b = new Node(B, 1, 1, "", 0);

    @Test
    void freshnessIsTakenBackBeforeTheCallReturns() {
        a.freshUpTo(77);
        doubts.doubt(a, "connection lost");

        assertThat(a.freshUpTo()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void theControlThreadHearsTheTimeOfTheDoubt() {
        doubts.doubt(a, "connection lost");
        thread.freeze(Duration.ofNanos(500));

        assertThat(heard).containsExactly("10.0.0.1:6379 at 1");
    }

    @Test
    void manyDoubtsOfOneNodeAreHeardOnce() {
        for (int i = 0; i < 1_000; i++) {
            doubts.doubt(a, "READONLY");
        }

        assertThat(thread.waiting()).isEqualTo(1);
    }

    @Test
    void laterDoubtsAndThoseOfOtherNodesAreHeardToo() {
        doubts.doubt(a, "READONLY");
        doubts.doubt(b, "READONLY");
        thread.advance(Duration.ofMillis(10));
        doubts.doubt(a, "READONLY");
        thread.run();

        assertThat(heard).hasSize(3);
    }
}
