package dev.redisrouter.picker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.error.ConfigurationException;
import dev.redisrouter.spi.NodePicker;
import dev.redisrouter.spi.NodePicker.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The near nodes serve while there is one; without any, all do. */
class ZonePickerTest {
    private final FakeNode nearOne = new FakeNode(7001, 1, "a");
    private final FakeNode nearTwo = new FakeNode(7002, 1, "a");
    private final FakeNode far = new FakeNode(7003, 1, "b");
    private final FakeNode unknown = new FakeNode(7004, 1, "");

    @Test
    void onlyNodesOfTheZoneServeWhileThereIsOne() {
        assertThat(pickedFrom(List.of(far, nearOne, unknown, nearTwo))).containsExactlyInAnyOrder(nearOne, nearTwo);
        assertThat(pickedFrom(List.of(far, unknown, nearTwo))).containsExactly(nearTwo);
    }

    @Test
    void withoutANodeOfTheZoneAllServe() {
        assertThat(pickedFrom(List.of(far, unknown))).containsExactlyInAnyOrder(far, unknown);
    }

    @Test
    void takesItsNameAndItsGranularityFromThePickerBehindIt() {
        NodePicker byKey = Pickers.zone("a", Pickers.keyHash());
        NodePicker inTurn = Pickers.zone("a", Pickers.roundRobin());

        assertThat(byKey.name()).isEqualTo("zone+key-hash");
        assertThat(byKey.perKey()).isTrue();
        assertThat(inTurn.name()).isEqualTo("zone+round-robin");
        assertThat(inTurn.perKey()).isFalse();
    }

    @Test
    void aBlankZoneIsRefused() {
        assertThatThrownBy(() -> Pickers.zone(" ", Pickers.roundRobin()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("reads.picker.zone: ' ' (expected: the name of a zone)");
    }

    private static Set<FakeNode> pickedFrom(List<FakeNode> candidates) {
        Selection<FakeNode> selection = Pickers.zone("a", Pickers.roundRobin()).over(candidates);
        Set<FakeNode> picked = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            FakeNode node = selection.pick(0);
            node.served++;
            picked.add(node);
        }
        return picked;
    }
}
