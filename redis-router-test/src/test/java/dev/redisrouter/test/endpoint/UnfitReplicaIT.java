package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import dev.redisrouter.topology.NodeState;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica that is not fit gets no reads, and no client notices; when it is fit again it gets its share. */
class UnfitReplicaIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(RedisLab.builder()
                    .sentinels(0)
                    .nodeLines("enable-debug-command local", "loading-process-events-interval-bytes 1024"))
            .router(config -> config.reads(r -> r.consistency(Consistency.EVENTUAL)));

    private LabNode replica;

    @BeforeEach
    void allAreFit() {
        replica = redis.lab().replicas().get(1);
        await(NodeState.UP);
    }

    @Test
    void whileItIsPaused() {
        try (Wire client = Wire.to(redis.router())) {
            readsAreAnswered(client, 100);
            replica.pause();
            // Also those that were under way when it fell silent.
            readsAreAnswered(client, 200);
            await(NodeState.DOWN);
            readsAreAnswered(client, 200);

            replica.resume();
            await(NodeState.UP);
            assertThatItIsAsked(client);
        }
    }

    @Test
    void whenItIsPausedUnderAPipeline() {
        List<Wire> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                clients.add(Wire.to(redis.router()));
            }
            clients.forEach(client -> client.send("GET none\r\n".repeat(500)));
            replica.pause();
            for (int round = 0; round < 20; round++) {
                clients.forEach(client -> client.send("GET none\r\n".repeat(50)));
            }
            for (Wire client : clients) {
                assertThat(client.replies(1_500)).containsOnly("$-1\r\n");
            }
        } finally {
            clients.forEach(Wire::close);
            replica.resume();
        }
    }

    @Test
    void whileItIsDead() {
        try (Wire client = Wire.to(redis.router())) {
            readsAreAnswered(client, 100);
            replica.kill();
            readsAreAnswered(client, 200);
            await(NodeState.DOWN);
            readsAreAnswered(client, 200);

            replica.restart();
            await(NodeState.UP);
            assertThatItIsAsked(client);
        }
    }

    @Test
    void whileItsLinkIsDown() {
        LabNode master = redis.lab().master();
        replica.command("REPLICAOF", "127.0.0.1", "1");
        await(NodeState.NOT_READY);
        try (Wire client = Wire.to(redis.router())) {
            NodeCalls.reset(redis.lab());
            readsAreAnswered(client, 200);
            assertThat(NodeCalls.of(replica, "get")).isZero();

            replica.command("REPLICAOF", master.host(), Integer.toString(master.port()));
            await(NodeState.UP);
            assertThatItIsAsked(client);
        }
    }

    @Test
    void whileItIsAMasterOfItsOwn() {
        LabNode master = redis.lab().master();
        replica.command("REPLICAOF", "NO", "ONE");
        await(NodeState.NOT_READY);
        try (Wire client = Wire.to(redis.router())) {
            NodeCalls.reset(redis.lab());
            readsAreAnswered(client, 200);
            assertThat(NodeCalls.of(replica, "get")).isZero();
        } finally {
            replica.command("REPLICAOF", master.host(), Integer.toString(master.port()));
        }
        await(NodeState.UP);
    }

    @Test
    void whileItLoads() {
        redis.lab()
                .master()
                .command("EVAL", "for i = 1, 2000 do redis.call('SET', 'key-' .. i, ('x'):rep(100)) end", "0");
        Awaitility.await().until(() -> Long.valueOf(2_000).equals(replica.command("DBSIZE")));
        // Each key takes 2 ms, so that it loads for 4 s what DEBUG RELOAD makes it save, and is asked meanwhile.
        replica.command("CONFIG", "SET", "key-load-delay", "2000");
        try (Wire client = Wire.to(redis.router());
                Wire reloading = Wire.to(replica).send(Wire.command("DEBUG", "RELOAD"))) {
            await(NodeState.NOT_READY);
            assertThat(redis.router()
                            .topology()
                            .node(replica.address())
                            .orElseThrow()
                            .reason())
                    .contains("LOADING");
            readsAreAnswered(client, 300);

            replica.command("CONFIG", "SET", "key-load-delay", "0");
            assertThat(reloading.reply()).isEqualTo("+OK\r\n");
            await(NodeState.UP);
            assertThatItIsAsked(client);
        }
    }

    private static void readsAreAnswered(Wire client, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(client.call("GET", "none")).isEqualTo("$-1\r\n");
        }
    }

    private void assertThatItIsAsked(Wire client) {
        NodeCalls.reset(List.of(replica));
        Awaitility.await().untilAsserted(() -> {
            readsAreAnswered(client, 30);
            assertThat(NodeCalls.of(replica, "get")).isGreaterThan(5);
        });
    }

    private void await(NodeState state) {
        RedisRouter router = redis.router();
        Awaitility.await()
                .until(() ->
                        router.topology().node(replica.address()).orElseThrow().state() == state);
    }
}
