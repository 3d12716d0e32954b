package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline of reads and writes gives what it gives on a single Redis, byte for byte, whatever node each of them is sent to. */
class PipelineOrderIT {
    private static final int SEQUENCES = 1_500;
    private static final int MAX_COMMANDS = 40;

    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.health(h -> h.probeInterval(Duration.ofMillis(2))));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void isThatOfASingleRedis(int protocol) {
        LabNode single = plain.lab().master();
        try (Wire routed = Wire.to(redis.router());
                Wire direct = Wire.to(single)) {
            hello(routed, protocol);
            hello(direct, protocol);
            for (int seed = 0; seed < SEQUENCES; seed++) {
                Random random = new Random(seed);
                List<String> pipeline = RandomCommands.pipeline(random, MAX_COMMANDS);
                send(direct, pipeline, random);
                send(routed, pipeline, random);
                List<String> expected = direct.replies(pipeline.size());
                List<String> actual = routed.replies(pipeline.size());
                for (int i = 0; i < pipeline.size(); i++) {
                    assertThat(actual.get(i))
                            .as("RESP%s, seed %s, reply %s to %s", protocol, seed, i, pipeline.get(i))
                            .isEqualTo(expected.get(i));
                }
            }
        }
        assertThat(redis.lab().replicas())
                .allSatisfy(replica -> assertThat(readsOf(replica)).isGreaterThan(SEQUENCES / 10));
    }

    /** Mostly at once, sometimes in two pieces. */
    private static void send(Wire connection, List<String> pipeline, Random random) {
        String bytes = String.join("", pipeline);
        int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length()) : 0;
        connection.send(bytes.substring(0, cut)).send(bytes.substring(cut));
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

    private static void hello(Wire connection, int protocol) {
        assertThat(connection.call("HELLO", Integer.toString(protocol))).contains(":" + protocol + "\r\n");
    }
}
