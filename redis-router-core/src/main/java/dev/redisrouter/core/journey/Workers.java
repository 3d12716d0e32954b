package dev.redisrouter.core.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All workers of one router, for the few commands that are about the clients of all event loops. Thread-safe. */
public final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final List<Worker> all = new CopyOnWriteArrayList<>();

    void add(Worker worker) {
        all.add(worker);
    }

    /** How many event loops there are. */
    int count() {
        return all.size();
    }

    /**
     * Asks every worker on its own event loop, and brings what they say to the asking one's, in no particular order. A
     * loop that has ended says nothing.
     *
     * @param answer called once, later than this call, unless the asking loop itself has ended
     */
    <T> void ask(Worker asking, Function<Worker, T> question, Consumer<List<T>> answer) {
        List<Worker> asked = List.copyOf(all);
        Gathering<T> gathering = new Gathering<>(asked.size(), answer);
        for (Worker worker : asked) {
            boolean posted = worker.post(() -> put(worker, question, asking, gathering));
            if (!posted) {
                asking.post(gathering::nothing);
            }
        }
    }

    private static <T> void put(Worker worker, Function<Worker, T> question, Worker asking, Gathering<T> gathering) {
        T said;
        try {
            said = question.apply(worker);
        } catch (RuntimeException e) {
            // whoever asked must not wait for ever
            LOG.error("loop-question-failed", e);
            asking.post(gathering::nothing);
            return;
        }
        asking.post(() -> gathering.said(said));
    }

    /** What was said so far. Only on the asking event loop. */
    private static final class Gathering<T> {
        private final List<T> said = new ArrayList<>();
        private final Consumer<List<T>> answer;
        private int due;

        Gathering(int due, Consumer<List<T>> answer) {
            this.due = due;
            this.answer = answer;
        }

        void said(T one) {
            said.add(one);
            nothing();
        }

        void nothing() {
            if (--due == 0) {
                answer.accept(said);
            }
        }
    }
}
