package dev.redisrouter.picker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.NodePicker.Selection;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every built-in picker: a stable name, candidates only, and nothing allocated by a pick. */
class PickersTest {

    static List<NodePicker> all() {
        return List.of(
                Pickers.roundRobin(),
                Pickers.leastOutstanding(),
                Pickers.latency(),
                Pickers.keyHash(),
                Pickers.zone("a", Pickers.roundRobin()));
    }

    @Test
    void namesAreStable() {
        assertThat(all())
                .extracting(NodePicker::name)
                .containsExactly("round-robin", "least-outstanding", "latency", "key-hash", "zone+round-robin");
    }

    @ParameterizedTest
    @MethodSource("all")
    void picksOnlyCandidates(NodePicker picker) {
        for (int count = 1; count <= 5; count++) {
            List<FakeNode> nodes = FakeNode.weighing(3, 1, 2, 1, 5).subList(0, count);
            Selection<FakeNode> selection = picker.over(nodes);
            for (int key = 0; key < 1_000; key++) {
                assertThat(nodes).contains(selection.pick(key));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPickAllocatesNothing(NodePicker picker) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Selection<FakeNode> selection = picker.over(FakeNode.weighing(1, 2, 3));
        pickMany(selection);

        long before = threads.getCurrentThreadAllocatedBytes();
        pickMany(selection);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isLessThan(10_000);
    }

    private static void pickMany(Selection<FakeNode> selection) {
        for (int key = 0; key < 10_000; key++) {
            selection.pick(key).served++;
        }
    }
}
