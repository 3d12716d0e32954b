package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only errors that somebody got are counted: who leaves with replies due gets none. */
class ErrorsOfClientsThatLeftIT {

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @ParameterizedTest
    @ValueSource(strings = {"BLPOP never 0\r\n", "WATCH k\r\nBLPOP never 0\r\nGET k\r\nGET k\r\n"})
    void areNotCounted(String commands) {
        try (RedisRouter router = RedisRouter.start(redis.lab().routerConfig())) {
            try (Wire client = Wire.to(router)) {
                client.send(commands);
                await().until(() -> blocked() == 1);
            }
            await().until(() -> blocked() == 0 && router.metrics().gauge(RouterMetric.CLIENTS) == 0);
            await().until(() -> router.metrics().gauge(RouterMetric.OUTSTANDING) == 0);

            assertThat(router.metrics().counter(RouterMetric.ERRORS)).isZero();
        }
    }

    private static int blocked() {
        String info = String.valueOf(redis.lab().master().command("INFO", "clients"));
        return info.contains("blocked_clients:1\r\n") ? 1 : 0;
    }
}
