package dev.redisrouter.picker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redisrouter.spi.NodePicker.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads avoid the slow node, and ask it again now and then. */
class LatencyPickerTest {
    private static final int PICKS = 100_000;

    @Test
    void equalNodesShareEvenly() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        nodes.forEach(n -> n.latencyNanos = 100_000);

        pickMany(nodes);

        assertThat(nodes).allSatisfy(n -> assertThat(n.served).isCloseTo(PICKS / 3, within(PICKS / 60L)));
    }

    @Test
    void theSlowestOfThreeIsAskedOnlyByChance() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        nodes.forEach(n -> n.latencyNanos = 100_000);
        nodes.get(1).latencyNanos = 5_000_000;

        pickMany(nodes);

        int byChance = PICKS / LatencyPicker.EXPLORE / 3;
        assertThat(nodes.get(1).served).isBetween(byChance / 2L, byChance * 2L);
    }

    @Test
    void aBusyNodeCountsAsSlow() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1);
        nodes.forEach(n -> n.latencyNanos = 100_000);
        nodes.get(0).outstanding = 50;

        pickMany(nodes);

        assertThat(nodes.get(1).served).isGreaterThan(PICKS * 99L / 100);
    }

    @Test
    void aHeavierNodeMayBeBusier() {
        List<FakeNode> nodes = FakeNode.weighing(1, 10);
        nodes.forEach(n -> n.latencyNanos = 100_000);
        nodes.get(0).outstanding = 4;
        nodes.get(1).outstanding = 40;

        pickMany(nodes);

        assertThat(nodes.get(1).served).isGreaterThan(PICKS * 99L / 100);
    }

    @Test
    void anUnknownNodeIsTriedButNotFlooded() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1);
        nodes.get(0).latencyNanos = 100_000;
        Selection<FakeNode> selection = Pickers.latency().over(nodes);

        for (int i = 0; i < 1_000 && nodes.get(1).outstanding == 0; i++) {
            selection.pick(0).outstanding++;
        }
        assertThat(nodes.get(1).outstanding).isEqualTo(1);

        pickMany(nodes);
        assertThat(nodes.get(0).served).isGreaterThan(PICKS * 99L / 100);
    }

    @Test
    void aSingleNodeTakesEverything() {
        List<FakeNode> nodes = FakeNode.weighing(3);

        assertThat(Pickers.latency().over(nodes).pick(0)).isSameAs(nodes.get(0));
    }

    private static void pickMany(List<FakeNode> nodes) {
        Selection<FakeNode> selection = Pickers.latency().over(nodes);
        for (int i = 0; i < PICKS; i++) {
            selection.pick(0).served++;
        }
    }
}
