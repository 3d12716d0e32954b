package dev.redisrouter.test.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.NodeCalls;
import dev.redisrouter.test.endpoint.ReplicationGate;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is there all the time is found, over three nodes, on any connection, and every node takes part. */
class ScanIT {
    private static final int ELEMENTS = 1_000;
    private static final int LARGE = 5_000;
    private static final int CONNECTIONS = 8;
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.runtime(r -> r.eventLoops(2)));

    private final Random random = new Random(7);

    @BeforeEach
    void write() {
        RedisRouter router = redis.router();
        awaitAllUp();
        try (Wire client = Wire.to(router)) {
            client.send(elements("key-", ELEMENTS).stream()
                            .map(key -> Wire.command("SET", key, "v"))
                            .collect(Collectors.joining()))
                    .replies(ELEMENTS);
            client.send(elements("field-", LARGE).stream()
                            .map(element -> Wire.command("HSET", "hash", element, "v")
                                    + Wire.command("SADD", "set", element)
                                    + Wire.command("ZADD", "sorted", "1", element))
                            .collect(Collectors.joining()))
                    .replies(3 * LARGE);
        }
        awaitTheSameEverywhere();
        NodeCalls.reset(redis.lab());
    }

    private static Set<String> elements(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.toSet());
    }

    private static Set<String> keys() {
        Set<String> keys = elements("key-", ELEMENTS);
        keys.addAll(Set.of("hash", "set", "sorted"));
        return keys;
    }

    private static void awaitAllUp() {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> redis.router().topology().nodes().stream().allMatch(node -> node.state() == NodeState.UP));
    }

    /** Without writes that a replica may not have yet, reads are spread over all nodes. */
    private static void awaitTheSameEverywhere() {
        try (Wire client = Wire.to(redis.router())) {
            Awaitility.await().atMost(SOON).until(() -> {
                NodeCalls.reset(redis.lab());
                for (int i = 0; i < 30; i++) {
                    client.call("DBSIZE");
                }
                return Collections.min(NodeCalls.of(redis.lab(), "dbsize")) > 5;
            });
        }
    }

    private static List<Wire> pool(int protocol) {
        List<Wire> pool = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Wire connection = Wire.to(redis.router());
            connection.call("HELLO", Integer.toString(protocol));
            pool.add(connection);
        }
        return pool;
    }

    /** Has several scans at once make their steps on connections chosen at random, until all have ended. */
    private void run(List<Scan> scans, List<Wire> pool) {
        List<Scan> running = new ArrayList<>(scans);
        while (!running.isEmpty()) {
            Scan scan = running.get(random.nextInt(running.size()));
            if (scan.next(pool.get(random.nextInt(pool.size()))).atEnd()) {
                running.remove(scan);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void findsEveryKeyOverAPool(int protocol) {
        List<Wire> pool = pool(protocol);
        try {
            List<Scan> scans = IntStream.range(0, 9).mapToObj(i -> Scan.keys()).toList();
            run(scans, pool);

            assertThat(scans).allSatisfy(scan -> {
                assertThat(scan.found()).isEqualTo(keys());
                assertThat(scan.steps()).isGreaterThan(50);
            });
            assertThat(NodeCalls.of(redis.lab(), "scan")).allMatch(calls -> calls > 50);
        } finally {
            pool.forEach(Wire::close);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HSCAN, hash, 2",
        "HSCAN, hash, 3",
        "SSCAN, set, 2",
        "SSCAN, set, 3",
        "ZSCAN, sorted, 2",
        "ZSCAN, sorted, 3"
    })
    void findsEveryElementOfALargeKey(String command, String key, int protocol) {
        List<Wire> pool = pool(protocol);
        try {
            List<Scan> scans = IntStream.range(0, 6)
                    .mapToObj(i -> Scan.of(command, key, "COUNT", "50"))
                    .toList();
            run(scans, pool);

            assertThat(scans).allSatisfy(scan -> assertThat(scan.found()).isEqualTo(elements("field-", LARGE)));
            assertThat(NodeCalls.of(redis.lab(), command)).allMatch(calls -> calls > 50);
        } finally {
            pool.forEach(Wire::close);
        }
    }

    @Test
    void findsWhatWasWrittenJustBefore() {
        LabNode replica = redis.lab().replicas().get(0);
        try (ReplicationGate gate = ReplicationGate.between(replica, redis.lab().master())) {
            awaitAllUp();
            gate.shut();
            assertThat(missedAfterWriting(redis.router())).isZero();
        }
    }

    /** The same test finds what it looks for, when there is something to be found. */
    @Test
    void missesItWhereThatIsAllowed() {
        LabNode replica = redis.lab().replicas().get(0);
        try (ReplicationGate gate = ReplicationGate.between(replica, redis.lab().master());
                RedisRouter router =
                        RedisRouter.start(redis.lab().routerConfig().reads(r -> r.consistency(Consistency.EVENTUAL)))) {
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> router.topology().nodes().stream().allMatch(node -> node.state() == NodeState.UP));
            gate.shut();
            assertThat(missedAfterWriting(router)).isPositive();
        }
    }

    /** How many of 100 scans missed the key written just before they began, on another connection. */
    private static int missedAfterWriting(RedisRouter router) {
        int missed = 0;
        try (Wire writer = Wire.to(router);
                Wire scanner = Wire.to(router)) {
            for (int i = 0; i < 100; i++) {
                writer.call("SET", "late-" + i, "v");
                writer.call("HSET", "hash", "late-" + i, "v");
                Scan keys = Scan.keys("MATCH", "late-*", "COUNT", "5000").toEnd(scanner);
                Scan fields = Scan.of("HSCAN", "hash", "MATCH", "late-*", "COUNT", "10000")
                        .toEnd(scanner);
                missed += keys.found().contains("late-" + i) && fields.found().contains("late-" + i) ? 0 : 1;
            }
        }
        return missed;
    }

    @Test
    void findsEverythingWhileKeysComeAndGo() {
        List<Wire> pool = pool(2);
        try {
            List<Scan> running = new ArrayList<>(IntStream.range(0, 6)
                    .mapToObj(i -> Scan.keys("COUNT", "100"))
                    .toList());
            List<Scan> scans = List.copyOf(running);
            for (int i = 0; !running.isEmpty(); i++) {
                int round = i;
                Wire writer = pool.get(random.nextInt(CONNECTIONS));
                // The table grows to several times its size under the scans.
                writer.send(IntStream.range(0, 10)
                                .mapToObj(n -> Wire.command("SET", "new-" + round + "-" + n, "v"))
                                .collect(Collectors.joining()))
                        .replies(10);
                Scan scan = running.get(random.nextInt(running.size()));
                if (scan.next(pool.get(random.nextInt(CONNECTIONS))).atEnd()) {
                    running.remove(scan);
                }
            }
            assertThat(scans).allSatisfy(scan -> assertThat(scan.found()).containsAll(keys()));
        } finally {
            pool.forEach(Wire::close);
        }
    }

    @Test
    void findsEverythingAlthoughANodeIsGone() {
        LabNode replica = redis.lab().replicas().get(1);
        List<Wire> pool = pool(2);
        try {
            List<Scan> scans = begun(pool);
            assertThat(NodeCalls.of(replica, "scan")).isGreaterThan(20);
            replica.kill();
            run(scans, pool);

            assertThat(scans).allSatisfy(scan -> assertThat(scan.found()).isEqualTo(keys()));
        } finally {
            replica.restart();
            pool.forEach(Wire::close);
        }
    }

    /** Another process has the keys in another order, so that a cursor of the former one would leave some of them out. */
    @Test
    void findsEverythingAlthoughANodeIsStartedAnew() {
        LabNode replica = redis.lab().replicas().get(1);
        List<Wire> pool = pool(2);
        try {
            List<Scan> scans = begun(pool);
            assertThat(NodeCalls.of(replica, "scan")).isGreaterThan(20);
            replica.kill();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> redis.router()
                                    .topology()
                                    .node(replica.address())
                                    .orElseThrow()
                                    .state()
                            == NodeState.DOWN);
            replica.restart();
            awaitAllUp();
            awaitTheSameEverywhere();
            run(scans, pool);

            assertThat(scans).allSatisfy(scan -> assertThat(scan.found()).isEqualTo(keys()));
        } finally {
            pool.forEach(Wire::close);
        }
    }

    /** Half of a scan each, on all nodes. */
    private List<Scan> begun(List<Wire> pool) {
        List<Scan> scans = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Scan scan = Scan.keys();
            for (int step = 0; step < 40; step++) {
                scan.next(pool.get(random.nextInt(CONNECTIONS)));
            }
            assertThat(scan.atEnd()).isFalse();
            scans.add(scan);
        }
        return scans;
    }

    @Test
    void goesOnWithinATransaction() {
        try (Wire client = Wire.to(redis.router())) {
            for (Scan scan : begun(List.of(client, client, client, client, client, client, client, client))) {
                client.call("WATCH", "key-0");
                scan.next(client);
                scan.next(client);
                client.call("UNWATCH");
                scan.next(client);
                if (!scan.atEnd()) {
                    client.call("MULTI");
                    assertThat(client.call("SCAN", scan.cursor())).isEqualTo("+QUEUED\r\n");
                    String own = client.call("EXEC").split("\r\n", -1)[3];
                    assertThat(Long.parseLong(own)).isLessThan(4_096);
                    scan.toEnd(client);
                }
                assertThat(scan.found()).isEqualTo(keys());
            }
        }
    }
}
