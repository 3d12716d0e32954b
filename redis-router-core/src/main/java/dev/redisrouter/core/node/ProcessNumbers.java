package dev.redisrouter.core.node;

import dev.redisrouter.core.health.ProbeResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes into each node the number of the process that answers for it. Only on the control thread. */
final class ProcessNumbers {
    /*
     * A process is known by its run id. When its connection is lost another one may answer from then on, so the node has
     * no number until it has said which process it is; a connection that was lost and nothing else costs it nothing. One
     * that does not tell its run id is taken for another process after everything that is no answer.
     *
     * Numbers are given out in turn. They come round again after thousands of restarts, and never to two nodes at once.
     */
    private record Known(Optional<String> runId, int number) {}

    private final Map<Node, Known> known = new HashMap<>();
    private int last;

    /**
     * @param start where to begin, from 0 to {@link Node#PROCESSES} - 1; at random, so that what another router gave out
     *     means nothing to this one rather than something else
     */
    ProcessNumbers(int start) {
        this.last = start;
    }

    void observed(Node node, ProbeResult result) {
        if (result instanceof ProbeResult.Answered answered) {
            answered(node, answered.answer().runId());
        } else if (result instanceof ProbeResult.Lost || result instanceof ProbeResult.Unreachable || !tells(node)) {
            node.process(0);
        }
    }

    private boolean tells(Node node) {
        Known last = known.get(node);
        return last != null && last.runId().isPresent();
    }

    void forget(Node node) {
        known.remove(node);
    }

    private void answered(Node node, Optional<String> runId) {
        Known before = known.get(node);
        if (before != null && before.runId().equals(runId) && (runId.isPresent() || node.process() != 0)) {
            node.process(before.number());
        } else {
            int number = next();
            known.put(node, new Known(runId, number));
            node.process(number);
        }
    }

    private int next() {
        do {
            last = last % Node.PROCESSES + 1;
        } while (known.values().stream().anyMatch(k -> k.number() == last));
        return last;
    }
}
