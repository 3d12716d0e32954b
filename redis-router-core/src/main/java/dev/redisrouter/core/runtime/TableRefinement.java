package dev.redisrouter.core.runtime;

import dev.redisrouter.core.command.CommandTable;
import dev.redisrouter.core.node.Node;
import dev.redisrouter.core.route.RoutingView;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each new master for its commands and adds to the table what it does not know, such as those of modules. Nothing
 * waits for it: until the answer is there, and when there is none, the table that there is goes on. Thread-safe.
 */
final class TableRefinement implements Consumer<RoutingView> {
    private static final Logger LOG = LoggerFactory.getLogger(TableRefinement.class);

    private final CommandTable table;
    private final Function<Node, ? extends CompletionStage<? extends List<?>>> question;
    private final Consumer<CommandTable> publish;
    private final AtomicReference<@Nullable Node> asked = new AtomicReference<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param table what the router knows by itself
     * @param question asks a node for its commands
     * @param publish takes a table that holds more or less than the last one
     */
    TableRefinement(
            CommandTable table,
            Function<Node, ? extends CompletionStage<? extends List<?>>> question,
            Consumer<CommandTable> publish) {
        this.table = table;
        this.question = question;
        this.publish = publish;
    }

    /** Takes each new view, in order. */
    @Override
    public void accept(RoutingView view) {
        Node master = view.master();
        if (master != null && asked.getAndSet(master) != master) {
            question.apply(master).whenComplete((reply, error) -> answered(master, reply, error));
        }
    }

    private void answered(Node master, @Nullable List<?> reply, @Nullable Throwable error) {
        if (closed.get() || asked.get() != master) {
            return;
        }
        if (reply == null) {
            failed(master, String.valueOf(error));
            return;
        }
        try {
            CommandTable refined = table.refined(reply);
            if (!refined.ofServer().isEmpty()) {
                LOG.info("commands-refined node={} added={}", master, new TreeSet<>(refined.ofServer()));
            }
            publish.accept(refined);
        } catch (RuntimeException e) {
            failed(master, e.toString());
        }
    }

    private void failed(Node master, String reason) {
        // the next view asks again
        asked.compareAndSet(master, null);
        if (failed.compareAndSet(false, true)) {
            LOG.warn(
                    "commands-not-refined node={} reason=\"{}\" effect=\"commands that only the server knows go to the"
                            + " master\"",
                    master,
                    reason);
        }
    }

    void close() {
        closed.set(true);
    }
}
