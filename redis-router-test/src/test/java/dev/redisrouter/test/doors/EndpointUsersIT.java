package dev.redisrouter.test.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.EndpointConfig;
import dev.redisrouter.metrics.RouterMetric;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.endpoint.Wire;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An endpoint with users lets nobody in without saying who he is, in Redis's words, and the nodes see their own user. The
 * lab's master asks for the same password, so it says what a Redis says.
 */
class EndpointUsersIT {
    private static final String NOAUTH = "-NOAUTH Authentication required.\r\n";
    private static final String WRONGPASS = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().replicas(1).sentinels(0).password("s3cret"));

    /** One command each line; {@code _} stands for a space in an argument. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET a; GET; PING; SET k v; SELECT 1; CLIENT ID; EXEC; DISCARD; MULTI; EXEC; WATCH k; SUBSCRIBE x",
                "EVAL x 0; BLPOP k 0; CONFIG GET *; SHUTDOWN; MONITOR; ECHO; ECHO x; SCAN 0",
                "AUTH; AUTH wrong; AUTH default wrong; AUTH nobody s3cret; AUTH a b c; PING",
                "AUTH s3cret; PING; AUTH wrong; PING; AUTH default s3cret; PING; AUTH nobody x; PING",
                "HELLO; HELLO 3; HELLO 2; HELLO 4; HELLO x; HELLO 3 SETNAME me; HELLO 3 SETNAME a_b; PING",
                "HELLO 3 AUTH default wrong; HELLO 3 AUTH default; HELLO 3 AUTH nobody s3cret SETNAME me; PING",
                "HELLO 9 AUTH default s3cret; PING",
                "AUTH s3cret; HELLO 3 AUTH default wrong; PING; CLIENT GETNAME",
                "AUTH s3cret; CLIENT SETNAME me; RESET; PING; CLIENT GETNAME; AUTH s3cret; CLIENT GETNAME; PING",
                "RESET; RESET; PING; AUTH s3cret; SET k v; GET k",
            })
    void theWordsAreRedisOwn(String commands) {
        try (RedisRouter router = start(e -> e.password("s3cret"));
                Wire client = Wire.to(router);
                Wire real = Wire.to(redis.lab().master())) {
            List<String> said = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (String command : commands.split("; ")) {
                String[] words = command.replace('_', '\u0001').split(" ");
                for (int i = 0; i < words.length; i++) {
                    words[i] = words[i].replace('\u0001', ' ');
                }
                said.add(command + " -> " + client.call(words));
                expected.add(command + " -> " + real.call(words));
            }
            assertThat(said).isEqualTo(expected);
        }
    }

    @Test
    void helloLetsAClientInAndSwitchesTheProtocol() {
        try (RedisRouter router = start(e -> e.user("bob", "pw"));
                Wire client = Wire.to(router)) {
            assertThat(client.call("HELLO", "3", "AUTH", "bob", "pw", "SETNAME", "me"))
                    .startsWith("%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n");
            assertThat(client.call("GET", "none")).isEqualTo("_\r\n");
            assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("$2\r\nme\r\n");
            assertThat(client.call("CLIENT", "INFO")).contains(" user=bob ");
        }
    }

    @Test
    void theRequestsOfAStrangerAreBoundedAsRedisBoundsThem() {
        List<String> requests = List.of(
                "*11\r\n",
                "*2\r\n$3\r\nGET\r\n$16385\r\n",
                "*99999999999\r\n",
                "*2\r\n$3\r\nGET\r\n$99999999999\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\n\r\n");
        try (RedisRouter router = start(e -> e.password("s3cret"))) {
            for (String request : requests) {
                try (Wire client = Wire.to(router);
                        Wire real = Wire.to(redis.lab().master())) {
                    assertThat(client.send(request).untilClosed())
                            .as(request)
                            .isEqualTo(real.send(request).untilClosed());
                }
            }
            try (Wire client = Wire.to(router)) {
                String value = "v".repeat(20_000);
                client.send(Wire.command("AUTH", "s3cret")
                        + Wire.command("SET", "k", value)
                        + Wire.command("MGET", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"));
                assertThat(client.replies(3)).startsWith("+OK\r\n", "+OK\r\n");
                assertThat(client.send(Wire.command("RESET") + Wire.command("SET", "k", value))
                                .untilClosed())
                        .isEqualTo("+RESET\r\n-ERR Protocol error: unauthenticated bulk length\r\n");
            }
        }
    }

    @Test
    void nothingOfAStrangerReachesANode() {
        LabNode master = redis.lab().master();
        try (RedisRouter router = start(e -> e.password("s3cret"));
                Wire client = Wire.to(router)) {
            client.send("SET stranger 1\r\nNO.SUCH.COMMAND x\r\nMULTI\r\nSET stranger 2\r\nEXEC\r\n"
                    + "SUBSCRIBE x\r\nEVAL \"return redis.call('SET','stranger','3')\" 0\r\nMONITOR\r\n");

            assertThat(client.replies(8))
                    .filteredOn(reply -> !reply.contains("NOAUTH Authentication required"))
                    .isEmpty();
            assertThat(master.command("EXISTS", "stranger")).isEqualTo(0L);
            assertThat(router.metrics().counter(RouterMetric.ERRORS, "kind", "unauthenticated"))
                    .isEqualTo(8);
        }
    }

    @Test
    void severalUsersAndSeveralPasswords() {
        try (RedisRouter router =
                start(e -> e.user("bob", "one").user("bob", "two").user("eve", "three"))) {
            for (String[] right : new String[][] {{"bob", "one"}, {"bob", "two"}, {"eve", "three"}}) {
                try (Wire client = Wire.to(router)) {
                    assertThat(client.call("AUTH", right[0], right[1])).isEqualTo("+OK\r\n");
                    assertThat(client.call("CLIENT", "INFO")).contains(" user=" + right[0] + " ");
                }
            }
            try (Wire client = Wire.to(router)) {
                assertThat(client.call("AUTH", "bob", "three")).isEqualTo(WRONGPASS);
                assertThat(client.call("AUTH", "one")).isEqualTo(WRONGPASS);
                assertThat(client.call("AUTH", "default", "one")).isEqualTo(WRONGPASS);
                assertThat(client.call("AUTH", "", "")).isEqualTo(WRONGPASS);
                assertThat(client.call("PING")).isEqualTo(NOAUTH);
            }
        }
    }

    @Test
    void passwordsAreBytes() {
        // each is cut differently, or none at all, by whoever takes them for text
        try (RedisRouter router = start(e -> e.password("p\u00e4ss w\u00f6rd").user("b\u00f6b", "\ufffd"))) {
            try (Wire client = Wire.to(router)) {
                assertThat(client.call("AUTH", "b\u00c3\u00b6b", "\u00ff")).isEqualTo(WRONGPASS);
                assertThat(client.call("AUTH", "b\u00c3\u00b6b", "\u00ef\u00bf\u00bd"))
                        .isEqualTo("+OK\r\n");
                assertThat(client.call("AUTH", "p\u00c3\u00a4ss w\u00c3\u00b6rd"))
                        .isEqualTo("+OK\r\n");
            }
        }
    }

    @Test
    void theNodesSeeTheRoutersUserAndTheirsMeanNothingHere() {
        redis.lab()
                .nodes()
                .forEach(node -> node.command("ACL", "SETUSER", "of-the-nodes", "on", ">pw", "~*", "&*", "+@all"));
        try (RedisRouter router = start(e -> e.user("bob", "pw"));
                Wire client = Wire.to(router)) {
            assertThat(client.call("AUTH", "of-the-nodes", "pw")).isEqualTo(WRONGPASS);
            assertThat(client.call("AUTH", "bob", "pw")).isEqualTo("+OK\r\n");
            assertThat(client.call("ACL", "WHOAMI")).isEqualTo("$7\r\ndefault\r\n");
            assertThat(client.call("AUTH", "of-the-nodes", "pw")).isEqualTo(WRONGPASS);
            assertThat(client.call("HELLO", "2", "AUTH", "of-the-nodes", "pw")).isEqualTo(WRONGPASS);
            assertThat(client.send("MULTI\r\nSET k v\r\nEXEC\r\n").replies(3))
                    .containsExactly("+OK\r\n", "+QUEUED\r\n", "*1\r\n+OK\r\n");
            assertThat(client.call("CLIENT", "INFO")).contains(" user=bob ");
        }
    }

    @Test
    void theDoorWithoutASocketAsksNothing() {
        try (RedisRouter router = start(e -> e.password("of-the-endpoint"))) {
            assertThat(router.connect().sync().set("k", "v")).isEqualTo("OK");
        }
    }

    private static RedisRouter start(UnaryOperator<EndpointConfig> endpoint) {
        return RedisRouter.start(redis.lab().routerConfig().endpoint(endpoint));
    }
}
