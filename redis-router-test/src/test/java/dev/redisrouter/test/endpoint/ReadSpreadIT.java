package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.MetricsSnapshot;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads are spread evenly over all nodes, the master included; writes are executed by the master alone. */
class ReadSpreadIT {
    private static final int READS = 3_000;

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0)).router(NodeCalls::onceEach);

    /** Not through the router, which would send the reads of a key just written to the master. */
    @BeforeEach
    void writeAKey() {
        redis.lab().master().command("SET", "k", "v");
        try (Wire client = Wire.to(redis.router())) {
            Awaitility.await().until(() -> {
                NodeCalls.reset(redis.lab());
                for (int i = 0; i < 30; i++) {
                    client.call("GET", "k");
                }
                return Collections.min(NodeCalls.of(redis.lab(), "get")) == 10;
            });
            assertThat(redis.lab().nodes())
                    .allSatisfy(node -> assertThat(node.command("GET", "k")).isEqualTo("v"));
        }
        NodeCalls.reset(redis.lab());
    }

    @Test
    void isEvenForOneClient() {
        MetricsSnapshot before = redis.router().metrics();
        try (Wire client = Wire.to(redis.router())) {
            for (int i = 0; i < READS; i++) {
                assertThat(client.call("GET", "k")).isEqualTo("$1\r\nv\r\n");
            }
        }
        assertEven(READS, NodeCalls.of(redis.lab(), "get"));
        assertEven(
                READS,
                redis.lab().nodes().stream()
                        .map(node -> reads(redis.router().metrics(), node) - reads(before, node))
                        .toList());
    }

    @Test
    void isEvenForManyClientsWithPipelines() {
        List<Wire> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                clients.add(Wire.to(redis.router()));
            }
            for (int round = 0; round < 10 * READS / 100; round++) {
                clients.forEach(client -> client.send(Wire.command("GET", "k").repeat(10)));
                clients.forEach(client -> assertThat(client.replies(10)).containsOnly("$1\r\nv\r\n"));
            }
        } finally {
            clients.forEach(Wire::close);
        }
        assertEven(10 * READS, NodeCalls.of(redis.lab(), "get"));
    }

    @Test
    void isEvenForClientsThatComeAndGo() {
        for (int i = 0; i < 300; i++) {
            try (Wire client = Wire.to(redis.router())) {
                client.call("GET", "k");
            }
        }
        List<Long> reads = NodeCalls.of(redis.lab(), "get");
        assertThat(Collections.max(reads) - Collections.min(reads))
                .as("reads %s", reads)
                .isLessThanOrEqualTo(5);
    }

    @Test
    void showsAllNodesInThreeQuestions() {
        try (RedisRouter router =
                        RedisRouter.start(NodeCalls.onceEach(redis.lab().routerConfig()));
                Wire client = Wire.to(router)) {
            for (int i = 0; i < 20; i++) {
                Set<String> offsetsAndRoles = new HashSet<>();
                Set<String> runs = new HashSet<>();
                for (int question = 0; question < 3; question++) {
                    offsetsAndRoles.add(field(client.call("INFO", "replication"), "role:\\w+"));
                    runs.add(field(client.call("INFO", "server"), "run_id:\\w+"));
                }
                assertThat(offsetsAndRoles).isEqualTo(Set.of("role:master", "role:slave"));
                assertThat(runs).hasSize(3);
            }
        }
    }

    @Test
    void leavesWritesToTheMaster() {
        try (RedisRouter router =
                        RedisRouter.start(NodeCalls.onceEach(redis.lab().routerConfig()));
                Wire client = Wire.to(router)) {
            String writes =
                    "SET a 1\r\nINCR a\r\nLPUSH l x\r\nHSET h f v\r\nDEL a\r\nEVAL 'return 1' 0\r\nEXPIRE l 100\r\n"
                            + "PUBLISH c m\r\nCONFIG SET maxmemory 0\r\nSORT l STORE m\r\nSPOP none\r\nGETDEL none\r\nNOSUCH x\r\n";
            for (int i = 0; i < 100; i++) {
                client.send(writes).replies(13);
            }
        }
        LabNode master = redis.lab().master();
        for (String command : List.of("eval", "config|set", "getdel", "spop", "sort")) {
            assertThat(NodeCalls.of(master, command)).as(command).isEqualTo(100);
        }
        for (LabNode replica : redis.lab().replicas()) {
            for (String command : List.of("eval", "config|set", "getdel", "spop", "sort")) {
                assertThat(NodeCalls.of(replica, command)).as(command).isZero();
            }
            assertThat(replica.info("errorstat_READONLY")).isEmpty();
        }
    }

    private static void assertEven(long all, List<Long> reads) {
        assertThat(reads.stream().mapToLong(Long::longValue).sum()).isEqualTo(all);
        assertThat((double) Collections.max(reads) / Collections.min(reads))
                .as("reads %s", reads)
                .isLessThanOrEqualTo(1.05);
    }

    private static long reads(MetricsSnapshot metrics, LabNode node) {
        return metrics.counter(
                RouterMetric.COMMANDS, "kind", "read", "node", node.address().toString());
    }

    private static String field(String info, String pattern) {
        return info.lines().filter(line -> line.matches(pattern)).findFirst().orElseThrow();
    }
}
