package dev.redisrouter.test.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.NodeCalls;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What client libraries of other languages see through the router is what they see on one Redis: each of their programs is
 * run against both, and prints the same.
 */
class OtherLanguagesIT {
    @RegisterExtension
    static final RedisLabExtension redis = RedisLabExtension.of(
                    RedisLab.builder().sentinels(0))
            .router(config -> config.health(h -> h.probeInterval(Duration.ofMillis(10))));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @TempDir
    static Path scratch;

    static Stream<Arguments> scripts() {
        return ClientScript.all(scratch).stream()
                .flatMap(script -> script.protocols().stream().map(protocol -> Arguments.of(script, protocol)));
    }

    @ParameterizedTest(name = "{0}, RESP{1}")
    @MethodSource("scripts")
    void seeOneRedis(ClientScript script, int protocol) throws IOException {
        script.assumeInstalled();
        LabNode single = plain.lab().master();
        NodeCalls.reset(redis.lab().replicas());

        ClientScript.Ended expected = script.run(single.host(), single.port(), protocol);
        ClientScript.Ended seen =
                script.run(redis.router().host(), redis.router().port(), protocol);

        assertThat(expected.code()).as("on one Redis: %s", expected).isZero();
        assertThat(expected.output()).isNotBlank();
        assertThat(seen).isEqualTo(expected);
        assertThat(redis.lab().replicas().stream()
                        .mapToLong(OtherLanguagesIT::reads)
                        .sum())
                .as("reads of the replicas")
                .isPositive();
    }

    /** What a replica was asked: a master sends it no reads. */
    private static long reads(LabNode replica) {
        return NodeCalls.of(replica, "get") + NodeCalls.of(replica, "hgetall") + NodeCalls.of(replica, "hget");
    }
}
