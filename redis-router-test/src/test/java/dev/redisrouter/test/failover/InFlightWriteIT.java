package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A write that the old master was sent and did not answer may have been executed: it is answered UNCERTAIN, unless the user
 * allows it to be sent again and twice is the same as once.
 */
class InFlightWriteIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isSentAgainOnlyWhenThatIsAllowedAndSafe(boolean replayIdempotentWrites) {
        // So slow to doubt the master that what is sent right after the pause is sent to it.
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig()
                        .health(h -> h.probeTimeout(Duration.ofSeconds(1)))
                        .failover(f -> f.replayIdempotentWrites(replayIdempotentWrites)))) {
            StatefulRedisConnection<String, String> connection = router.connect();
            connection.sync().set("before", "1");
            LabNode old = lab.master();

            old.pause();
            RedisFuture<String> set = connection.async().set("set", "2");
            RedisFuture<Long> increment = connection.async().incr("counter");
            await().atMost(SOON).until(() -> Stream.of(set, increment).allMatch(RedisFuture::isDone));
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);

            assertThat(increment.getError()).startsWith("UNCERTAIN ");
            assertThat(promoted.command("EXISTS", "counter")).isEqualTo(0L);
            if (replayIdempotentWrites) {
                assertThat(set.getError()).isNull();
                assertThat(promoted.command("GET", "set")).isEqualTo("2");
            } else {
                assertThat(set.getError()).startsWith("UNCERTAIN ");
                assertThat(promoted.command("EXISTS", "set")).isEqualTo(0L);
            }
            assertThat(router.metrics().counter("redis.router.errors", "kind", "uncertain"))
                    .isEqualTo(replayIdempotentWrites ? 1 : 2);
        }
    }
}
