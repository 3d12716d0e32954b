package dev.redisrouter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.examples.events.EventsAndTopology;
import dev.redisrouter.examples.jedis.JedisThroughEndpoint;
import dev.redisrouter.examples.lettuce.LettuceDoor;
import dev.redisrouter.examples.metrics.MicrometerMetrics;
import dev.redisrouter.examples.nodes.StaticNodes;
import dev.redisrouter.examples.routing.MasterOnlyCommands;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import org.junit.jupiter.api.Test;

/** Each example does what it shows, on servers that are named to it. */
@RedisLabTest
class ExamplesIT {

    @Test
    void jedisThroughTheEndpoint(RedisLab lab) throws Exception {
        assertThat(run(JedisThroughEndpoint.class, lab.sentinelUri()))
                .contains("get: world", "pipeline: [a, b, c]", "transaction: [OK, 42]");
        assertThat(lab.master().command("GET", "counter")).isEqualTo("42");
    }

    @Test
    void lettuceWithoutASocket(RedisLab lab) throws Exception {
        assertThat(run(LettuceDoor.class, lab.sentinelUri()))
                .contains("sync: world", "async: world!", "reactive: 3 visits counted");
        assertThat(lab.master().command("GET", "visits")).isEqualTo("3");
    }

    @Test
    void commandsThatAreForTheMaster(RedisLab lab) throws Exception {
        assertThat(run(MasterOnlyCommands.class, lab.sentinelUri()))
                .contains("GET: 3000 of 3000 on the master")
                .containsPattern("STRLEN: (9\\d\\d|1[01]\\d\\d) of 3000 on the master")
                .containsPattern("KEYS: .+");
    }

    @Test
    void eventsAndTopology(RedisLab lab) throws Exception {
        assertThat(run(EventsAndTopology.class, lab.sentinelUri()))
                .contains("master: " + lab.master().address())
                .contains(lab.master().address() + " MASTER UP");
    }

    @Test
    void figuresWithMicrometer(RedisLab lab) throws Exception {
        assertThat(run(MicrometerMetrics.class, lab.sentinelUri()))
                .containsPattern(
                        "micrometer: \\d+\\.0 of kind read on " + lab.master().address())
                .contains("snapshot: 300 reads");
    }

    @Test
    void nodesWithoutSentinel(RedisLab lab) throws Exception {
        String[] nodes =
                lab.nodes().stream().map(LabNode::address).map(Object::toString).toArray(String[]::new);
        assertThat(run(StaticNodes.class, nodes))
                .contains("master: " + lab.master().address(), "get: world");
    }

    private static String run(Class<?> example, String... args) throws Exception {
        try (Program program = Program.main(example, args)) {
            int exitCode = program.exitCode(60);
            assertThat(exitCode).as(() -> program.out() + "\n" + program.err()).isZero();
            return String.join("\n", program.out());
        }
    }
}
