package dev.redisrouter.test.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.differential.Conversation.Step;
import dev.redisrouter.test.differential.Pair.Difference;
import dev.redisrouter.test.endpoint.ReplicationGate;
import dev.redisrouter.test.endpoint.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation is held: a plain Redis, a router, and one of its replicas that can be made to lag, so that reading
 * there what it cannot have yet shows. For one thread.
 */
final class Stage implements AutoCloseable {
    private final LabNode plain;
    private final RedisRouter router;
    private final LabNode master;
    private final LabNode replica;
    private final ReplicationGate gate;

    Stage(LabNode plain, RedisRouter router, LabNode master, LabNode replica) {
        this.plain = plain;
        this.router = router;
        this.master = master;
        this.replica = replica;
        this.gate = ReplicationGate.between(replica, master);
    }

    /** The first difference that these make on empty servers; null when there is none. */
    @Nullable
    Difference difference(List<Step> steps) {
        lag(false);
        empty();
        Map<Integer, Pair> pairs = new HashMap<>();
        boolean lagging = false;
        try {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                if (step.lagging() != lagging) {
                    lagging = step.lagging();
                    lag(lagging);
                }
                Pair pair = pairs.computeIfAbsent(step.client(), c -> connect());
                Random cuts = new Random(i);
                Difference difference = step.listening() ? pair.hear(step.calls(), cuts) : pair.ask(step.calls(), cuts);
                if (difference != null) {
                    return difference;
                }
            }
            return steps.stream()
                    .filter(Step::listening)
                    .map(Step::client)
                    .distinct()
                    .map(client -> Objects.requireNonNull(pairs.get(client)).hear(List.of(), new Random(0)))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        } finally {
            pairs.values().forEach(Pair::close);
        }
    }

    /** A replica that is level is taken for fresh, and so is asked for a while. */
    private void lag(boolean lagging) {
        if (lagging) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> replica.info("master_repl_offset").equals(master.info("master_repl_offset")));
            gate.shut();
        } else {
            gate.open();
        }
    }

    private void empty() {
        awaitNoListener(plain);
        awaitNoListener(master);
        try (Pair pair = connect()) {
            List<Call> calls = List.of(call("FLUSHALL"), call("SCRIPT", "FLUSH"), call("FUNCTION", "FLUSH"));
            assertThat(pair.ask(calls, new Random(0))).isNull();
        }
    }

    /** Those of the last conversation have closed their connections, but their node may not have seen it. */
    private static void awaitNoListener(LabNode node) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> List.of().equals(node.command("PUBSUB", "CHANNELS"))
                        && List.of().equals(node.command("PUBSUB", "SHARDCHANNELS"))
                        && Long.valueOf(0).equals(node.command("PUBSUB", "NUMPAT")));
    }

    private static Call call(String... words) {
        return new Call(List.of(words), Likeness.EXACT, false);
    }

    private Pair connect() {
        return new Pair(Wire.to(plain), Wire.to(router));
    }

    @Override
    public void close() {
        gate.close();
    }
}
