package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.RouterConfig;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.ReplicationGate;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;

/** A durable write is acknowledged when replicas have it, so the loss of the master costs nothing that was acknowledged. */
class DurableWritesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String UNCONFIRMED =
            "UNCERTAIN The master has executed the command, and within 1000 ms 0 of the 1"
                    + " replicas that must have it confirmed it";

    @AutoClose
    private final RedisLab lab = RedisLab.builder().sentinels(0).start();

    @AutoClose
    private final RedisRouter router = RedisRouter.start(RouterConfig.ofNodes(addresses())
            .durability(d -> d.keyPrefixes("order:").commands("INCR").timeout(Duration.ofSeconds(1))));

    @AutoClose
    private final Jedis jedis = new Jedis(router.host(), router.port(), 60_000);

    private final LabNode master = lab.master();

    private String[] addresses() {
        return lab.nodes().stream().map(node -> node.address().toString()).toArray(String[]::new);
    }

    @BeforeEach
    void allNodesAreKnown() {
        await().atMost(SOON).until(() -> router.topology().replicas().size() == 2);
    }

    @Test
    void isNotAcknowledgedWhileNoReplicaHasIt() {
        List<ReplicationGate> gates = shutGates();
        try {
            assertThatThrownBy(() -> jedis.set("order:1", "a"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessage(UNCONFIRMED);
            assertThat(jedis.set("other", "b")).isEqualTo("OK");
            assertThatThrownBy(() -> router.connect().sync().incr("n"))
                    .isInstanceOf(RedisCommandExecutionException.class)
                    .hasMessage(UNCONFIRMED);
            Transaction transaction = jedis.multi();
            transaction.set("order:2", "c");
            assertThatThrownBy(transaction::exec)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessage(UNCONFIRMED);
            assertThat(jedis.get("order:2")).isEqualTo("c");

            gates.get(0).open();
            assertThat(jedis.set("order:3", "d")).isEqualTo("OK");
            assertThat(lab.replicas().get(0).command("GET", "order:3")).isEqualTo("d");
            assertThat(lab.replicas().get(1).command("GET", "order:3")).isNull();
        } finally {
            gates.forEach(ReplicationGate::close);
        }
    }

    @Test
    void survivesTheMasterAndWhatIsNotDurableMayNot() {
        LabNode promoted = lab.replicas().get(1);
        List<ReplicationGate> gates = shutGates();
        List<String> durable = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            write("order:" + i, durable);
            write("plain:" + i, plain);
            if (i == 10) {
                gates.get(1).open();
            } else if (i == 15) {
                gates.get(1).shut();
            }
        }
        master.kill();
        promoted.command("REPLICAOF", "NO", "ONE");
        await().atMost(SOON).until(() -> router.topology().master().equals(Optional.of(promoted.address())));

        assertThat(durable)
                .hasSizeBetween(5, 6)
                .allSatisfy(key -> assertThat(jedis.get(key)).isEqualTo("value"));
        assertThat(plain)
                .hasSize(20)
                .anySatisfy(key -> assertThat(jedis.get(key)).isNull());
    }

    @Test
    void manyShareOneQuestion() {
        List<CompletableFuture<String>> written = new ArrayList<>();
        RedisAsyncCommands<String, String> async = router.connect().async();
        for (int i = 0; i < 2_000; i++) {
            written.add(async.set("order:" + i, "value").toCompletableFuture());
        }
        CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).join();

        assertThat(written).allMatch(reply -> reply.join().equals("OK"));
        assertThat(router.metrics().counter("redis.router.writes.confirmed")).isEqualTo(2_000);
        String questions = String.valueOf(master.command("INFO", "commandstats"))
                .replaceAll("(?s).*cmdstat_wait:calls=(\\d+),.*", "$1");
        assertThat(Integer.parseInt(questions)).isBetween(1, 500);
    }

    private void write(String key, List<String> acknowledged) {
        try {
            jedis.set(key, "value");
            acknowledged.add(key);
        } catch (JedisDataException e) {
            assertThat(e).hasMessage(UNCONFIRMED);
        }
    }

    private List<ReplicationGate> shutGates() {
        List<ReplicationGate> gates = lab.replicas().stream()
                .map(replica -> ReplicationGate.between(replica, master))
                .toList();
        gates.forEach(ReplicationGate::shut);
        return gates;
    }
}
