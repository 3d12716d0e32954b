package dev.redisrouter.test.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.redisrouter.config.RuntimeConfig.Transport;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.differential.Conversation.Step;
import dev.redisrouter.test.differential.Pair.Difference;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whatever is asked, a router in front of three nodes, one of which lags now and then, says what one Redis says.
 *
 * <p>The system property {@code redisrouter.test.conversations} says how many conversations of {@value
 * Conversation#CLIENTS} clients each there are, {@code redisrouter.test.seed} what the first follows from; the next ones
 * are counted up from there. {@code redisrouter.test.transport} says how the router waits for the network.
 */
class OneRedisIT {
    private static final int CONVERSATIONS = Integer.getInteger("redisrouter.test.conversations", 250);
    private static final long FIRST_SEED = Long.getLong("redisrouter.test.seed", 1);
    private static final Transport TRANSPORT =
            Transport.valueOf(System.getProperty("redisrouter.test.transport", "AUTO"));
    /** How often something shorter must go well before it is taken for right. */
    private static final int TRIES = 3;

    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config ->
                    config.runtime(r -> r.transport(TRANSPORT)).health(h -> h.probeInterval(Duration.ofMillis(2))));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @Test
    @Timeout(3600)
    void saysTheSame() {
        LabNode replica = redis.lab().replicas().get(0);
        try (Stage stage =
                new Stage(plain.lab().master(), redis.router(), redis.lab().master(), replica)) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + CONVERSATIONS; seed++) {
                List<Step> steps = Conversation.of(seed).steps();
                Difference difference = stage.difference(steps);
                if (difference != null) {
                    fail(explained(stage, seed, steps, difference));
                }
            }
        }
        assertThat(redis.lab().replicas())
                .allSatisfy(node -> assertThat(readsOf(node)).isGreaterThan(10L * CONVERSATIONS));
    }

    private static String explained(Stage stage, long seed, List<Step> steps, Difference difference) {
        AtomicReference<Difference> last = new AtomicReference<>(difference);
        List<Step> shortest = new Shrinker(some -> isWrong(stage, some, last)).shrink(steps);
        return "-Dredisrouter.test.seed=" + seed + "\n" + difference + "\nas short as it was seen again:\n"
                + shortest.stream().map(Step::toString).collect(Collectors.joining("\n")) + "\n" + last;
    }

    /** Some differences show only now and then. */
    private static boolean isWrong(Stage stage, List<Step> steps, AtomicReference<Difference> last) {
        for (int i = 0; i < TRIES; i++) {
            Difference difference = stage.difference(steps);
            if (difference != null) {
                last.set(difference);
                return true;
            }
        }
        return false;
    }

    private static long readsOf(LabNode node) {
        return redis.router()
                .metrics()
                .counter(
                        RouterMetric.COMMANDS,
                        "kind",
                        "read",
                        "node",
                        node.address().toString());
    }
}
