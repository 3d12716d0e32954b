package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that caches what it reads is told what has become invalid, also when another master takes over. */
class TrackingIT {
    static final String ALL_INVALID = ">2\r\n$10\r\ninvalidate\r\n_\r\n";

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    /** What a client of RESP3 is told of one key. */
    static String invalid(String key) {
        return ">2\r\n$10\r\ninvalidate\r\n*1\r\n$" + key.length() + "\r\n" + key + "\r\n";
    }

    @Test
    void answersAreAlike() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                List.of(
                        "CLIENT TRACKING\r\nCLIENT TRACKING x\r\nCLIENT TRACKING OFF\r\nCLIENT TRACKING OFF x\r\nGET k\r\n",
                        "CLIENT TRACKING ON\r\nCLIENT TRACKINGINFO\r\nCLIENT GETREDIR\r\nCLIENT TRACKING OFF\r\nCLIENT GETREDIR\r\n",
                        "HELLO 3\r\nCLIENT TRACKING ON\r\nCLIENT TRACKINGINFO\r\nGET k\r\nSET k v\r\nCLIENT TRACKING OFF\r\nSET k w\r\n",
                        "HELLO 3\r\nCLIENT TRACKING ON OPTIN NOLOOP\r\nCLIENT CACHING YES\r\nCLIENT CACHING no\r\nCLIENT CACHING x\r\n",
                        "HELLO 3\r\nCLIENT TRACKING ON BCAST PREFIX a PREFIX b\r\nCLIENT TRACKINGINFO\r\n",
                        "HELLO 3\r\nCLIENT TRACKING ON BCAST PREFIX a PREFIX ab\r\nCLIENT TRACKING ON PREFIX a\r\nGET k\r\n",
                        "HELLO 3\r\nCLIENT TRACKING ON\r\nCLIENT TRACKING ON BCAST\r\nCLIENT TRACKING ON OPTIN OPTOUT\r\n",
                        "HELLO 3\r\nCLIENT TRACKING ON\r\nGET k\r\nMULTI\r\nSET k v\r\nEXEC\r\nPING\r\n"));
    }

    @Test
    void whatWasReadIsInvalidWhenSomebodyWritesIt() {
        try (Wire cache = Wire.to(redis.router());
                Wire writer = Wire.to(redis.router())) {
            cache.call("HELLO", "3");
            writer.call("SET", "k", "1");
            assertThat(cache.call("CLIENT", "TRACKING", "ON")).isEqualTo("+OK\r\n");
            assertThat(cache.call("CLIENT", "INFO")).contains(" flags=t ").contains(" redir=0 ");
            for (int i = 2; i < 50; i++) {
                assertThat(cache.call("GET", "k")).isEqualTo("$" + ("" + (i - 1)).length() + "\r\n" + (i - 1) + "\r\n");
                writer.call("SET", "k", "" + i);
                assertThat(cache.reply()).isEqualTo(invalid("k"));
            }

            assertThat(cache.call("CLIENT", "TRACKING", "OFF")).isEqualTo("+OK\r\n");
            cache.call("GET", "k");
            writer.call("SET", "k", "50");
            assertThat(cache.call("PING")).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void aNewMasterIsToldAndTheCacheForgets() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Wire cache = Wire.to(router);
                Wire writer = Wire.to(router)) {
            cache.call("HELLO", "3");
            cache.call("CLIENT", "TRACKING", "ON");
            writer.call("SET", "k", "1");
            cache.call("GET", "k");

            LabNode old = lab.master();
            old.kill();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> router.topology()
                            .master()
                            .filter(master -> !master.equals(old.address()))
                            .isPresent());

            assertThat(cache.reply()).isEqualTo(ALL_INVALID);
            assertThat(cache.call("GET", "k")).isEqualTo("$1\r\n1\r\n");
            writer.call("SET", "k", "2");
            assertThat(cache.reply()).isEqualTo(invalid("k"));
        }
    }
}
