package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client says and asks of itself with {@code CLIENT}, and what its user's rights allow it to do to others. */
class ClientStateIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(RedisLab.builder()
                    .sentinels(0)
                    .nodeLines("user bob on >secret ~* &* +@all -client|kill -client|list -@admin"))
            .keepingData();

    @RegisterExtension
    static final RedisLabExtension plain = RedisLabExtension.of(RedisLab.builder()
                    .replicas(0)
                    .sentinels(0)
                    .nodeLines("user bob on >secret ~* &* +@all -client|kill -client|list -@admin"))
            .keepingData();

    private static final List<String> LINES = List.of(
            "CLIENT NO-EVICT",
            "CLIENT NO-EVICT on",
            "CLIENT NO-EVICT OFF",
            "CLIENT NO-EVICT x",
            "CLIENT NO-TOUCH on",
            "CLIENT NO-TOUCH off\r\nPING",
            "CLIENT NO-TOUCH x",
            "CLIENT GETREDIR",
            "CLIENT GETREDIR x",
            "CLIENT TRACKINGINFO",
            "CLIENT TRACKINGINFO x",
            "CLIENT TRACKING",
            "CLIENT TRACKING x",
            "CLIENT TRACKING OFF",
            "CLIENT CACHING",
            "CLIENT CACHING YES",
            "CLIENT CACHING x",
            "CLIENT HELP x",
            "CLIENT KILL USER nobody",
            "CLIENT KILL USER nobody SKIPME no",
            "CLIENT KILL USER default",
            "CLIENT KILL USER bob");

    @Test
    void isAnsweredAsRedisDoes() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                Stream.concat(LINES.stream(), LINES.stream().map(line -> "HELLO 3\r\n" + line))
                        .map(line -> line + "\r\n")
                        .toList());
    }

    @Test
    void isHelped() {
        try (Wire router = Wire.to(redis.router());
                Wire server = Wire.to(plain.lab().master())) {
            assertThat(router.call("CLIENT", "HELP")).isEqualTo(server.call("CLIENT", "HELP"));
        }
    }

    @Test
    void isShownWithTheFlagOfNoEvict() {
        try (Wire client = Wire.to(redis.router())) {
            client.call("CLIENT", "NO-EVICT", "ON");
            assertThat(client.call("CLIENT", "INFO")).contains(" flags=e ");
            client.call("CLIENT", "NO-EVICT", "OFF");
            assertThat(client.call("CLIENT", "INFO")).contains(" flags=N ");
        }
    }

    @Test
    void endsWhereTheUsersRightsEnd() {
        Alike.assertAlike(
                redis.router(),
                plain.lab().master(),
                Stream.of(
                                "CLIENT KILL ID 999999",
                                "CLIENT KILL TYPE normal SKIPME no",
                                "CLIENT LIST",
                                "CLIENT UNBLOCK 999999",
                                "CLIENT NO-EVICT on",
                                "CLIENT PAUSE 1",
                                "CLIENT UNPAUSE",
                                "CLIENT GETNAME")
                        .map(line -> "AUTH bob secret\r\n" + line + "\r\nPING\r\n")
                        .toList());
    }
}
