package dev.redisrouter.picker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redisrouter.spi.NodePicker.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same key meets the same node, and a change of the nodes moves no other key. */
class KeyHashPickerTest {
    private static final int KEYS = 100_000;

    @Test
    void asksForThePickToBeMadePerKey() {
        assertThat(Pickers.keyHash().perKey()).isTrue();
    }

    @Test
    void theOrderOfTheCandidatesDoesNotMatter() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1, 1);
        List<FakeNode> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(placement(shuffled)).isEqualTo(placement(nodes));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keysSpreadEvenly(long seed) {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        Selection<FakeNode> selection = Pickers.keyHash().over(nodes);

        new Random(seed).ints(KEYS).forEach(key -> selection.pick(key).served++);

        assertThat(nodes).allSatisfy(n -> assertThat(n.served).isCloseTo(KEYS / 3, within(KEYS / 60L)));
    }

    @Test
    void keysThatDifferInOneBitSpreadEvenlyToo() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        Selection<FakeNode> selection = Pickers.keyHash().over(nodes);

        for (int key = 0; key < KEYS; key++) {
            selection.pick(key).served++;
        }

        assertThat(nodes).allSatisfy(n -> assertThat(n.served).isCloseTo(KEYS / 3, within(KEYS / 60L)));
    }

    @Test
    void keysSpreadInProportionToTheWeights() {
        List<FakeNode> nodes = FakeNode.weighing(1, 2, 7);
        Selection<FakeNode> selection = Pickers.keyHash().over(nodes);

        new Random(1).ints(KEYS).forEach(key -> selection.pick(key).served++);

        assertThat(nodes)
                .allSatisfy(n -> assertThat(n.served).isCloseTo(10_000L * n.weight(), within(500L * n.weight())));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void onlyTheKeysOfARemovedNodeMove(int gone) {
        for (List<FakeNode> nodes : List.of(FakeNode.weighing(1, 1, 1, 1), FakeNode.weighing(1, 2, 3, 4))) {
            List<FakeNode> left = new ArrayList<>(nodes);
            FakeNode removed = left.remove(gone);

            List<FakeNode> before = placement(nodes);
            List<FakeNode> after = placement(left);

            for (int key = 0; key < KEYS; key++) {
                if (before.get(key) != removed) {
                    assertThat(after.get(key)).isSameAs(before.get(key));
                }
            }
            assertThat(Collections.frequency(before, removed)).isPositive();
        }
    }

    @Test
    void theKeysOfARemovedNodeGoToAllTheOthers() {
        List<FakeNode> nodes = FakeNode.weighing(1, 1, 1);
        List<FakeNode> before = placement(nodes);
        List<FakeNode> after = placement(nodes.subList(0, 2));

        int toTheFirst = 0;
        int moved = 0;
        for (int key = 0; key < KEYS; key++) {
            if (before.get(key) == nodes.get(2)) {
                moved++;
                toTheFirst += after.get(key) == nodes.get(0) ? 1 : 0;
            }
        }

        assertThat(toTheFirst / (double) moved).isCloseTo(0.5, within(0.02));
    }

    @Test
    void theChoiceIsTheSameOnEveryMachineAndInEveryVersion() {
        Selection<FakeNode> selection = Pickers.keyHash().over(FakeNode.weighing(1, 1, 1));

        StringBuilder ports = new StringBuilder();
        for (int key = 0; key < 24; key++) {
            ports.append(selection.pick(key).address().port() % 10);
        }

        assertThat(ports).hasToString("232222323331222232312221");
    }

    private static List<FakeNode> placement(List<FakeNode> nodes) {
        Selection<FakeNode> selection = Pickers.keyHash().over(nodes);
        return new Random(42).ints(KEYS).mapToObj(selection::pick).toList();
    }
}
