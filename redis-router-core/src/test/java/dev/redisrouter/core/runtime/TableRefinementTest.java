package dev.redisrouter.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.route.RoutingView;
import dev.redisrouter.picker.Pickers;
import dev.redisrouter.topology.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each new master is asked once, and only what it says changes the table. */
class TableRefinementTest {
    private static final List<Object> READ = entry("lab.read", "readonly");
    private static final List<Object> WRITE = entry("lab.write", "write");

    private final Node a = node(0);
    private final Node b = node(1);
    private final List<Node> asked = new ArrayList<>();
    private final List<CompletableFuture<List<?>>> answers = new ArrayList<>();
    private final List<Set<String>> published = new ArrayList<>();
    private final TableRefinement refinement = new TableRefinement(
            CommandTable.of(CommandsConfig.defaults().anyNode("LAB.BLOCKS")),
            node -> {
                asked.add(node);
                answers.add(new CompletableFuture<>());
                return answers.get(answers.size() - 1);
            },
            table -> published.add(table.ofServer()));

    private static Node node(int slot) {
        return new Node(new NodeAddress("node" + slot, 6379), slot, 1, "", 0);
    }

    private static List<Object> entry(String name, String flag) {
        return List.of(name, -1L, List.of(flag, "module"), 1L, 1L, 1L);
    }

    private void view(@Nullable Node master) {
        refinement.accept(RoutingView.of(1, master, List.of(), Pickers.roundRobin(), 3));
    }

    @Test
    void eachMasterIsAskedOnce() {
        view(null);
        view(a);
        view(a);
        view(null);
        view(a);
        assertThat(asked).containsExactly(a);
        view(b);
        assertThat(asked).containsExactly(a, b);
    }

    @Test
    void whatItAddsIsPublished() {
        view(a);
        assertThat(published).isEmpty();
        answers.get(0).complete(List.of(READ, WRITE, entry("get", "write")));
        assertThat(published).containsExactly(Set.of("LAB.READ", "LAB.WRITE"));

        view(b);
        answers.get(1).complete(List.of(READ));
        assertThat(published).last().isEqualTo(Set.of("LAB.READ"));
    }

    @Test
    void anAnswerOfAFormerMasterComesTooLate() {
        view(a);
        view(b);
        answers.get(1).complete(List.of(READ));
        answers.get(0).complete(List.of(WRITE));
        assertThat(published).containsExactly(Set.of("LAB.READ"));
    }

    @Test
    void withoutAnAnswerTheTableStays() {
        view(a);
        answers.get(0).completeExceptionally(new IllegalStateException("NOPERM"));
        assertThat(published).isEmpty();

        view(a);
        answers.get(1).complete(List.of(READ));
        assertThat(asked).containsExactly(a, a);
        assertThat(published).hasSize(1);
    }

    @Test
    void anAnswerThatContradictsTheConfigurationChangesNothing() {
        view(a);
        answers.get(0).complete(List.of(entry("lab.blocks", "blocking")));
        assertThat(published).isEmpty();
    }

    @Test
    void nothingIsPublishedOnceItIsClosed() {
        view(a);
        refinement.close();
        answers.get(0).complete(List.of(READ));
        assertThat(published).isEmpty();
    }
}
