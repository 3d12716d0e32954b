package dev.redisrouter.picker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.spi.NodePicker.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spread of reads stays even by weight, whatever the batches, the loops and the changes of the candidates. */
class RoundRobinPickerTest {

    @Test
    void aLoneClientMeetsTheNodesInTurn() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        Selection<FakeNode> selection = Pickers.roundRobin().over(nodes);

        List<FakeNode> picked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            picked.add(serve(selection, 1));
        }

        assertThat(picked.subList(0, 3)).containsExactlyInAnyOrderElementsOf(nodes);
        assertThat(picked.subList(3, 6)).containsExactlyInAnyOrderElementsOf(nodes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void batchesOfAnySizeSpreadEvenly(long seed) {
        Random random = new Random(seed);
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1, 1, 1);
        Selection<FakeNode> selection = Pickers.roundRobin().over(nodes);

        for (int i = 0; i < 10_000; i++) {
            serve(selection, 1 + random.nextInt(200));
        }

        assertThat(maxToMinByWeight(nodes)).isLessThanOrEqualTo(1.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void loopsThatPickBeforeTheOthersHaveCountedSpreadEvenly(long seed) {
        Random random = new Random(seed);
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        Selection<FakeNode> selection = Pickers.roundRobin().over(nodes);

        for (int i = 0; i < 5_000; i++) {
            List<FakeNode> pickedAtOnce = new ArrayList<>();
            for (int loop = 0; loop < 8; loop++) {
                pickedAtOnce.add(selection.pick(0));
            }
            pickedAtOnce.forEach(n -> n.served += 1 + random.nextInt(64));
        }

        assertThat(maxToMinByWeight(nodes)).isLessThanOrEqualTo(1.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nodesServeInProportionToTheirWeights(long seed) {
        Random random = new Random(seed);
        List<FakeNode> nodes = FakeNode.weighing(1, 2, 5, 1_000);
        Selection<FakeNode> selection = Pickers.roundRobin().over(nodes);

        for (int i = 0; i < 200_000; i++) {
            serve(selection, 1 + random.nextInt(10));
        }

        assertThat(maxToMinByWeight(nodes)).isLessThanOrEqualTo(1.05);
    }

    @Test
    void aNodeThatWasAwayIsNotFloodedWhenItReturns() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        nodes.get(0).served = 5_000_000;
        nodes.get(1).served = 5_000_000;
        nodes.get(2).served = 12;
        Selection<FakeNode> selection = Pickers.roundRobin().over(nodes);

        int toTheReturned = 0;
        for (int i = 0; i < 30_000; i++) {
            toTheReturned += serve(selection, 1) == nodes.get(2) ? 1 : 0;
        }

        assertThat(toTheReturned).isBetween(10_000, 10_000 + (int) RoundRobinPicker.MAX_LAG);
    }

    @Test
    void aNewcomerThatStartsAheadOfTheRestIsNotStarved() {
        List<FakeNode> nodes = FakeNode.weighing(10, 10, 1);
        nodes.get(0).served = 5_000_000;
        nodes.get(1).served = 5_000_000;
        nodes.get(2).served = 5_000_000;
        Selection<FakeNode> selection = Pickers.roundRobin().over(nodes);

        int toTheNewcomer = 0;
        for (int i = 0; i < 210_000; i++) {
            toTheNewcomer += serve(selection, 1) == nodes.get(2) ? 1 : 0;
        }

        assertThat(toTheNewcomer).isBetween(10_000 - (int) RoundRobinPicker.MAX_LAG, 10_000);
    }

    @Test
    void aChangeOfTheCandidatesAfterEveryReadFavoursNobody() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);

        for (int i = 0; i < 3_000; i++) {
            serve(Pickers.roundRobin().over(nodes), 1);
        }

        assertThat(nodes).allSatisfy(n -> assertThat(n.served).isEqualTo(1_000));
    }

    @Test
    void figuresOfYearsDoNotOverflow() {
        List<FakeNode> nodes = FakeNode.weighing(1_000, 999);
        nodes.forEach(n -> n.served = 1_000_000_000_000_000L * n.weight() / 1_000);
        Selection<FakeNode> selection = Pickers.roundRobin().over(nodes);
        long before = nodes.get(0).served;

        for (int i = 0; i < 19_990; i++) {
            serve(selection, 1);
        }

        assertThat(nodes.get(0).served - before).isBetween(9_990L, 10_010L);
    }

    private static FakeNode serve(Selection<FakeNode> selection, int reads) {
        FakeNode node = selection.pick(0);
        node.served += reads;
        return node;
    }

    private static double maxToMinByWeight(List<FakeNode> nodes) {
        double max = nodes.stream()
                .mapToDouble(n -> (double) n.served / n.weight())
                .max()
                .orElseThrow();
        double min = nodes.stream()
                .mapToDouble(n -> (double) n.served / n.weight())
                .min()
                .orElseThrow();
        return max / min;
    }
}
