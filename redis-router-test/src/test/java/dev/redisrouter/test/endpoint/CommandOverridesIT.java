package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.CommandsConfig;
import dev.redisrouter.config.Consistency;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.Collections;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The user's word on a command counts more than what the router knows of it. */
class CommandOverridesIT {
    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @BeforeEach
    void forgetWhatTheLabDid() {
        NodeCalls.reset(redis.lab());
    }

    @Test
    void readsThatAreNamedGoToTheMaster() {
        try (RedisRouter router = router(c -> c.masterOnly("get", "HGETALL", "OBJECT|ENCODING"));
                Wire client = Wire.to(router)) {
            for (int i = 0; i < 60; i++) {
                client.send("GET k\r\nHGETALL h\r\nOBJECT ENCODING k\r\n").replies(3);
                client.call("STRLEN", "k");
            }
        }
        assertThat(NodeCalls.of(redis.lab(), "get")).containsExactly(60L, 0L, 0L);
        assertThat(NodeCalls.of(redis.lab(), "hgetall")).containsExactly(60L, 0L, 0L);
        assertThat(NodeCalls.of(redis.lab(), "object|encoding")).containsExactly(60L, 0L, 0L);
        assertThat(Collections.min(NodeCalls.of(redis.lab(), "strlen"))).isGreaterThan(10);
    }

    @Test
    void whatIsNamedGoesToAnyNode() {
        try (RedisRouter router = router(c -> c.anyNode("CONFIG|GET", "EVAL", "FCALL"));
                Wire client = Wire.to(router)) {
            for (int i = 0; i < 60; i++) {
                assertThat(client.call("CONFIG", "GET", "maxmemory")).startsWith("*2\r\n");
                assertThat(client.call("EVAL", "return ARGV[1]", "0", "x")).isEqualTo("$1\r\nx\r\n");
            }
        }
        assertThat(Collections.min(NodeCalls.of(redis.lab(), "config|get"))).isGreaterThan(10);
        assertThat(Collections.min(NodeCalls.of(redis.lab(), "eval"))).isGreaterThan(10);
    }

    @Test
    void withoutThemTheSameGoesToTheMaster() {
        try (RedisRouter router = router(c -> c);
                Wire client = Wire.to(router)) {
            for (int i = 0; i < 60; i++) {
                client.send("CONFIG GET maxmemory\r\nEVAL 'return 1' 0\r\n").replies(2);
                client.call("GET", "k");
            }
        }
        assertThat(NodeCalls.of(redis.lab(), "config|get")).containsExactly(60L, 0L, 0L);
        assertThat(NodeCalls.of(redis.lab(), "eval")).containsExactly(60L, 0L, 0L);
        assertThat(Collections.min(NodeCalls.of(redis.lab(), "get"))).isGreaterThan(10);
    }

    @Test
    void aWriteThatIsNamedIsStillOnlyTakenByTheMaster() {
        try (RedisRouter router = router(c -> c.anyNode("SET"));
                Wire client = Wire.to(router)) {
            for (int i = 0; i < 30; i++) {
                // A replica refuses it with -READONLY, which the router takes as: not executed, ask another.
                assertThat(client.call("SET", "k", "" + i)).isEqualTo("+OK\r\n");
            }
            assertThat(redis.lab().master().command("GET", "k")).isEqualTo("29");
        }
    }

    private static RedisRouter router(UnaryOperator<CommandsConfig> commands) {
        return RedisRouter.start(redis.lab()
                .routerConfig()
                .reads(r -> r.consistency(Consistency.EVENTUAL))
                .commands(commands));
    }
}
