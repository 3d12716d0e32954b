package dev.redisrouter.test.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.junit.RedisLabExtension;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A closed router leaves nothing: no client waits, no thread runs, no node has a connection of its. */
class ClosedRouterIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(RedisLab.builder());

    @Test
    void endsItsConnections() {
        RedisRouter router = RedisRouter.start(redis.lab().routerConfig());
        StatefulRedisConnection<String, String> connection = router.connect();
        RedisFuture<KeyValue<String, String>> waiting = connection.async().blpop(0, "list");
        try (Wire client = Wire.to(router);
                Wire blocked = Wire.to(router)) {
            assertThat(client.call("SET", "k", "v")).isEqualTo("+OK\r\n");
            blocked.send(Wire.command("BLPOP", "list", "0"));
            Awaitility.await()
                    .until(() -> redis.lab().master().info("blocked_clients").equals("2"));

            router.close();

            assertThat(client.untilClosed()).isEmpty();
            assertThat(blocked.untilClosed()).isEmpty();
        }
        assertThat(waiting.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS))
                .failsWithin(Duration.ofSeconds(6))
                .withThrowableThat()
                .withCauseInstanceOf(RedisException.class);
        assertThat(connection.isOpen()).isFalse();
        assertThatThrownBy(() -> connection.sync().get("k")).isInstanceOf(RedisException.class);
        assertThatThrownBy(router::connect).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Wire.to(router)).hasCauseInstanceOf(ConnectException.class);
        router.close();
    }

    @Test
    void endsItsThreads() {
        use(RedisRouter.start(redis.lab().routerConfig()));
        Set<Thread> before = threads();
        for (int i = 0; i < 3; i++) {
            use(RedisRouter.start(redis.lab().routerConfig()));
        }

        Set<Thread> left = threads();
        left.removeAll(before);
        // Its threads have ended when close() returns; Netty's and Lettuce's of the whole JVM may have begun meanwhile.
        assertThat(left).extracting(Thread::getName).noneMatch(ClosedRouterIT::belongsToARouter);
        Awaitility.await().until(() -> threads().size() <= before.size() + 2);
    }

    @Test
    void endsItsConnectionsToTheNodesAndSentinels() {
        List<Integer> before = connections();
        RedisRouter router = RedisRouter.start(redis.lab().routerConfig());
        assertThat(connections()).isNotEqualTo(before);

        use(router);

        Awaitility.await().untilAsserted(() -> assertThat(connections()).isEqualTo(before));
    }

    /** Everything that makes it open connections or start threads. */
    private static void use(RedisRouter router) {
        try (router;
                Wire client = Wire.to(router);
                Wire other = Wire.to(router)) {
            client.call("SET", "k", "v");
            client.call("SELECT", "3");
            client.call("HELLO", "3");
            for (int i = 0; i < 30; i++) {
                client.call("GET", "none");
            }
            client.call("WATCH", "k");
            other.call("SUBSCRIBE", "news");
            StatefulRedisConnection<String, String> connection = router.connect();
            connection.sync().set("k", "v");
            connection.reactive().get("k").block(Duration.ofSeconds(5));
            router.connect().async().blpop(0, "list");
        }
    }

    private static boolean belongsToARouter(String thread) {
        return thread.startsWith("redis-router");
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    /** How many clients each server has; replicas and Sentinels among them do not change. */
    private static List<Integer> connections() {
        return Stream.concat(redis.lab().nodes().stream(), redis.lab().sentinels().stream())
                .map(ClosedRouterIT::clients)
                .toList();
    }

    private static int clients(LabNode server) {
        return (int) String.valueOf(server.command("CLIENT", "LIST"))
                .lines()
                .filter(line -> !line.contains("cmd=client"))
                .count();
    }
}
