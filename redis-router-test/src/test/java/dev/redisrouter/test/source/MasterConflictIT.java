package dev.redisrouter.test.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.event.RouterEvent;
import dev.redisrouter.event.RouterEvent.MasterConflict;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When two listed nodes call themselves master, no write goes to either until one gives way. */
class MasterConflictIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void holdsWritesUntilOneGivesWay() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            List<RouterEvent> events = new CopyOnWriteArrayList<>();
            router.addListener(events::add);
            StatefulRedisConnection<String, String> connection = router.connect();
            connection.sync().set("before", "1");
            LabNode old = lab.master();
            LabNode rival = lab.replicas().get(0);

            rival.command("REPLICAOF", "NO", "ONE");
            await().atMost(SOON).until(() -> events.stream().anyMatch(MasterConflict.class::isInstance));
            assertThat(router.topology().master()).isEmpty();
            RedisFuture<String> held = connection.async().set("during", "2");
            await().atMost(SOON).until(() -> router.metrics().gauge("redis.router.held") == 1);
            assertThat(old.command("EXISTS", "during")).isEqualTo(0L);
            assertThat(rival.command("EXISTS", "during")).isEqualTo(0L);
            assertThat(held.isDone()).isFalse();

            old.command("REPLICAOF", rival.host(), Integer.toString(rival.port()));
            assertThat(held.toCompletableFuture()).succeedsWithin(SOON).isEqualTo("OK");
            assertThat(rival.command("GET", "during")).isEqualTo("2");
            assertThat(router.topology().master()).contains(rival.address());

            List<MasterConflict> conflicts = events.stream()
                    .filter(MasterConflict.class::isInstance)
                    .map(MasterConflict.class::cast)
                    .toList();
            assertThat(conflicts).hasSize(1);
            assertThat(conflicts.get(0).nodes())
                    .containsExactlyElementsOf(
                            Stream.of(old.address(), rival.address()).sorted().toList());
            assertThat(events).anyMatch(RouterEvent.MasterLost.class::isInstance);
        }
    }
}
