package dev.redisrouter.picker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redisrouter.spi.NodePicker.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The node with the least to do by its weight is next. */
class LeastOutstandingPickerTest {

    @Test
    void theNodeWithTheFewestCommandsUnderWayWins() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        Selection<FakeNode> selection = Pickers.leastOutstanding().over(nodes);
        nodes.get(0).outstanding = 7;
        nodes.get(1).outstanding = 2;
        nodes.get(2).outstanding = 3;

        assertThat(selection.pick(0)).isSameAs(nodes.get(1));
    }

    @Test
    void aHeavierNodeMayHaveMoreUnderWay() {
        List<FakeNode> nodes = FakeNode.weighing(1, 4);
        Selection<FakeNode> selection = Pickers.leastOutstanding().over(nodes);
        nodes.get(0).outstanding = 2;
        nodes.get(1).outstanding = 7;

        assertThat(selection.pick(0)).isSameAs(nodes.get(1));

        nodes.get(1).outstanding = 9;

        assertThat(selection.pick(0)).isSameAs(nodes.get(0));
    }

    @Test
    void manyCommandsUnderWaySettleInProportionToTheWeights() {
        List<FakeNode> nodes = FakeNode.weighing(1, 2, 3);
        Selection<FakeNode> selection = Pickers.leastOutstanding().over(nodes);

        for (int i = 0; i < 6_000; i++) {
            selection.pick(0).outstanding++;
        }

        assertThat(nodes).allSatisfy(n -> assertThat(n.outstanding).isCloseTo(1_000 * n.weight(), within(2)));
    }

    @Test
    void idleNodesAreDrawnInProportionToTheirWeights() {
        List<FakeNode> nodes = FakeNode.weighing(1, 2, 1);
        Selection<FakeNode> selection = Pickers.leastOutstanding().over(nodes);

        for (int i = 0; i < 100_000; i++) {
            selection.pick(0).served++;
        }

        assertThat(nodes.get(0).served).isCloseTo(25_000L, within(1_250L));
        assertThat(nodes.get(1).served).isCloseTo(50_000L, within(2_500L));
        assertThat(nodes.get(2).served).isCloseTo(25_000L, within(1_250L));
    }
}
