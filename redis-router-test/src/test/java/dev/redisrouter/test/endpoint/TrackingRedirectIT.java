package dev.redisrouter.test.endpoint;

import static dev.redisrouter.test.endpoint.TrackingIT.ALL_INVALID;
import static dev.redisrouter.test.endpoint.TrackingIT.invalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.Aside;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that caches what it reads has another client told what has become invalid, as at one Redis. */
class TrackingRedirectIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    private static String id(Wire client) {
        return client.call("CLIENT", "ID").substring(1).trim();
    }

    /** Everything that is heard by a client that caches and one that is told for it; ids are written as names. */
    private static final class Talk implements AutoCloseable {
        final Wire cache;
        final Wire told;
        final Wire writer;
        final String cacheId;
        final String toldId;
        final List<String> heard = new ArrayList<>();

        Talk(Supplier<Wire> connect) {
            this.cache = connect.get();
            this.told = connect.get();
            this.writer = connect.get();
            this.cacheId = id(cache);
            this.toldId = id(told);
        }

        void cache(String... command) {
            note("cache", cache.call(named(command)));
        }

        void cacheHears() {
            note("cache hears", cache.reply());
        }

        void told(String... command) {
            note("told", told.call(named(command)));
        }

        void toldHears() {
            note("told hears", told.reply());
        }

        void writer(String... command) {
            note("writer", writer.call(command));
        }

        private String[] named(String[] command) {
            String[] named = command.clone();
            for (int i = 0; i < named.length; i++) {
                named[i] = named[i].equals("<told>") ? toldId : named[i].equals("<cache>") ? cacheId : named[i];
            }
            return named;
        }

        private void note(String who, String what) {
            heard.add(who + ": "
                    + what.replace(":" + toldId + "\r\n", ":<told>\r\n")
                            .replace(":" + cacheId + "\r\n", ":<cache>\r\n"));
        }

        @Override
        public void close() {
            cache.close();
            told.close();
            writer.close();
        }
    }

    private interface Part {
        void play(Talk talk);
    }

    private static void assertAlike(Part part) {
        List<String> expected;
        try (Talk talk = new Talk(() -> Wire.to(plain.lab().master()))) {
            part.play(talk);
            expected = talk.heard;
        }
        try (Talk talk = new Talk(() -> Wire.to(redis.router()))) {
            part.play(talk);
            assertThat(talk.heard).isEqualTo(expected);
        }
    }

    @Test
    void aSubscriberIsToldInMessages() {
        assertAlike(talk -> {
            talk.writer("FLUSHALL");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>");
            talk.cache("CLIENT", "TRACKINGINFO");
            talk.cache("CLIENT", "GETREDIR");
            talk.cache("GET", "k");
            // RESP2 has no way to tell a client that is no subscriber
            talk.writer("SET", "k", "1");
            talk.told("SUBSCRIBE", "any");
            talk.cache("GET", "k");
            talk.writer("SET", "k", "2");
            talk.toldHears();
            talk.cache("GET", "k");
            talk.writer("FLUSHALL");
            talk.toldHears();
        });
    }

    @Test
    void aClientOfResp3IsToldInPushes() {
        assertAlike(talk -> {
            talk.told("HELLO", "3", "SETNAME", "told");
            talk.heard.clear();
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST", "PREFIX", "a:", "PREFIX", "REDIRECT");
            talk.cache("CLIENT", "TRACKINGINFO");
            talk.writer("SET", "a:1", "1");
            talk.toldHears();
            talk.told("PING");
            // from now on the client itself is told, which has no way to hear it
            talk.cache("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "c:");
            talk.cache("CLIENT", "GETREDIR");
            talk.writer("SET", "a:2", "2");
            talk.told("PING");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST", "PREFIX", "d:");
            talk.writer("SET", "a:3", "3");
            talk.toldHears();
            talk.cache("CLIENT", "TRACKING", "OFF");
            talk.cache("CLIENT", "GETREDIR");
            talk.writer("SET", "a:4", "4");
            talk.told("PING");
        });
    }

    @Test
    void aClientMayBeToldItself() {
        assertAlike(talk -> {
            talk.cache("HELLO", "3");
            talk.heard.clear();
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<cache>");
            talk.cache("GET", "k");
            talk.writer("SET", "k", "1");
            talk.cacheHears();
            talk.cache("CLIENT", "GETREDIR");
        });
    }

    @Test
    void whoTracksHearsThatTheOtherIsGone() {
        assertAlike(talk -> {
            talk.cache("HELLO", "3");
            talk.heard.clear();
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST");
            talk.told("QUIT");
            talk.writer("SET", "k", "1");
            talk.cacheHears();
            talk.writer("SET", "k", "2");
            talk.cacheHears();
            talk.cache("CLIENT", "TRACKINGINFO");
            talk.cache("CLIENT", "GETREDIR");
            talk.cache("CLIENT", "TRACKING", "ON", "BCAST");
            talk.cache("CLIENT", "TRACKINGINFO");
        });
    }

    @Test
    void whatIsWrongIsSaidAlike() {
        assertAlike(talk -> {
            for (String wrong : List.of(
                    "ON REDIRECT",
                    "ON REDIRECT 0",
                    "ON REDIRECT -1",
                    "ON REDIRECT 999999",
                    "ON REDIRECT x",
                    "OFF REDIRECT 999999",
                    "OFF REDIRECT <told>",
                    "OFF BCAST",
                    "OFF OPTIN OPTOUT PREFIX a",
                    "OFF x",
                    "x REDIRECT 999999",
                    "x BCAST",
                    "ON REDIRECT <told> REDIRECT <told>",
                    "ON REDIRECT <told> REDIRECT 999999",
                    "ON REDIRECT 999999 x",
                    "ON x REDIRECT 999999",
                    "ON REDIRECT <told> x",
                    "ON REDIRECT <told> OPTIN OPTOUT",
                    "ON REDIRECT <told> PREFIX a")) {
                talk.cache(("CLIENT TRACKING " + wrong).split(" "));
            }
            talk.cache("CLIENT", "TRACKINGINFO");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "OPTIN");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "999999", "OPTIN");
            talk.cache("CLIENT", "TRACKING", "OFF", "REDIRECT", "999999");
            talk.cache("CLIENT", "CACHING", "YES");
            talk.cache("CLIENT", "TRACKINGINFO");
            talk.cache("CLIENT", "CACHING", "NO");
            talk.cache("CLIENT", "GETREDIR");
        });
    }

    @Test
    void clientsShowWhoIsTold() {
        try (Talk talk = new Talk(() -> Wire.to(redis.router()))) {
            talk.cache("HELLO", "3");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST");
            assertThat(talk.cache.call("CLIENT", "INFO"))
                    .contains(" flags=tB ")
                    .contains(" redir=" + talk.toldId + " ");
            talk.told("QUIT");
            talk.writer("SET", "k", "1");
            talk.cacheHears();
            assertThat(talk.cache.call("CLIENT", "INFO"))
                    .contains(" flags=tRB ")
                    .contains(" redir=" + talk.toldId + " ");
        }
    }

    @Test
    void whoIsToldOnAnotherEventLoopHearsEverything() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig().runtime(runtime -> runtime.eventLoops(3)));
                Wire told = Wire.to(router);
                Wire writer = Wire.to(router)) {
            told.call("HELLO", "3");
            List<Wire> caches = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Wire cache = Wire.to(router);
                caches.add(cache);
                assertThat(cache.call("CLIENT", "TRACKING", "ON", "REDIRECT", id(told)))
                        .isEqualTo("+OK\r\n");
                cache.call("GET", "k" + i);
            }
            for (int i = 0; i < caches.size(); i++) {
                writer.call("SET", "k" + i, "v");
                assertThat(told.reply()).isEqualTo(invalid("k" + i));
            }
            caches.forEach(Wire::close);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 300_000, 3_000_000})
    void whoIsToldInTheMiddleOfLargeRepliesGetsThemWhole(int length) {
        try (Talk talk = new Talk(() -> Wire.to(redis.router()))) {
            String large = "$" + length + "\r\n" + "x".repeat(length) + "\r\n";
            talk.writer.send("*3\r\n$3\r\nSET\r\n$5\r\nlarge\r\n" + large).reply();
            talk.told("HELLO", "3");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST", "PREFIX", "p:");
            int replies = 30_000_000 / length;
            int writes = 300;
            talk.told.send(Wire.command("GET", "large").repeat(replies));
            for (int i = 0; i < writes; i++) {
                talk.writer.call("SET", "p:" + i, "v");
            }
            int whole = 0;
            List<String> told = new ArrayList<>();
            while (whole < replies || told.size() < writes) {
                String heard = talk.told.reply();
                if (heard.startsWith(">")) {
                    told.add(heard);
                } else {
                    assertThat(heard.equals(large)).isTrue();
                    whole++;
                }
            }
            assertThat(told).hasSize(writes).first().isEqualTo(invalid("p:0"));
            assertThat(told).last().isEqualTo(invalid("p:" + (writes - 1)));
        }
    }

    /** What is said in between must not come into the middle of a message, be it told or answered. */
    @Test
    void whoIsToldInTheMiddleOfLargeMessagesGetsThemWhole() {
        try (Talk talk = new Talk(() -> Wire.to(redis.router()));
                Wire publisher = Wire.to(redis.lab().master())) {
            talk.told("HELLO", "3");
            assertThat(talk.told.call("SUBSCRIBE", "news")).startsWith(">3\r\n$9\r\nsubscribe\r\n");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST", "PREFIX", "p:");
            int times = 100;
            String text = "x".repeat(300_000);
            for (int i = 0; i < times; i++) {
                publisher.send(Wire.command("PUBLISH", "news", text));
                talk.told.send(Wire.command("CLIENT", "ID"));
                talk.writer.call("SET", "p:" + i, "v");
            }
            publisher.replies(times);
            List<String> messages = new ArrayList<>();
            List<String> told = new ArrayList<>();
            for (int i = 0; i < 3 * times; i++) {
                String heard = talk.told.reply();
                if (heard.startsWith(">3")) {
                    messages.add(heard);
                } else if (heard.startsWith(">")) {
                    told.add(heard);
                } else {
                    assertThat(heard).isEqualTo(":" + talk.toldId + "\r\n");
                }
            }
            assertThat(messages)
                    .hasSize(times)
                    .allMatch(message ->
                            message.equals(">3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$300000\r\n" + text + "\r\n"));
            assertThat(told).hasSize(times).first().isEqualTo(invalid("p:0"));
        }
    }

    @Test
    void nothingIsLeftOfItOnTheNode() {
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Talk talk = new Talk(() -> Wire.to(router))) {
            LabNode master = lab.master();
            talk.writer("SET", "k", "v");
            String before = master.info("connected_clients");
            for (int i = 0; i < 20; i++) {
                talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>");
                talk.cache("GET", "k");
                talk.cache("CLIENT", "TRACKING", "OFF");
                talk.cache("PING");
            }
            await().atMost(SOON).until(() -> master.info("connected_clients").equals(before));
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>");
            talk.cache.close();
            await().atMost(SOON).until(() -> master.info("connected_clients").equals(before));
        }
    }

    @Test
    void itBeginsWhenTheMasterAnswersAgain() {
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).start();
                RedisRouter router = RedisRouter.start(
                        lab.routerConfig().nodes(nodes -> nodes.connectTimeout(Duration.ofMillis(200))));
                Talk talk = new Talk(() -> Wire.to(router))) {
            LabNode master = lab.master();
            talk.told("HELLO", "3");
            master.pause();
            talk.cache.send(Wire.command("CLIENT", "TRACKING", "ON", "REDIRECT", talk.toldId));
            await().atMost(SOON).until(() -> router.topology().master().isEmpty());
            master.resume();

            assertThat(talk.cache.reply()).isEqualTo("+OK\r\n");
            talk.cache("GET", "k");
            talk.writer("SET", "k", "1");
            assertThat(talk.told.reply()).isEqualTo(invalid("k"));
        }
    }

    @Test
    void anotherConnectionToTheMasterIsToldTheSame() {
        try (Talk talk = new Talk(() -> Wire.to(redis.router()))) {
            talk.told("SUBSCRIBE", "any");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST", "PREFIX", "a:");
            killPin();
            assertThat(talk.told.reply()).isEqualTo("*3\r\n$7\r\nmessage\r\n$20\r\n__redis__:invalidate\r\n$-1\r\n");
            assertThat(talk.cache.call("CLIENT", "GETREDIR")).isEqualTo(":" + talk.toldId + "\r\n");
            talk.writer("SET", "a:1", "1");
            assertThat(talk.told.reply()).contains("a:1");

            // the client itself from now on, also on the next connection
            talk.cache("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "c:");
            killPin();
            assertThat(talk.cache.call("CLIENT", "GETREDIR")).isEqualTo(":0\r\n");
            assertThat(talk.cache.call("CLIENT", "TRACKINGINFO")).contains("a:").contains("c:");
        }
    }

    @Test
    void whoIsToldHearsOfTheLossAlsoIfTheOtherIsClosedByIt() {
        try (Talk talk = new Talk(() -> Wire.to(redis.router()))) {
            talk.told("HELLO", "3");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>");
            talk.cache("GET", "k");
            talk.cache("WATCH", "k");
            killPin();

            assertThat(talk.told.reply()).isEqualTo(ALL_INVALID);
            assertThat(talk.cache.untilClosed()).isEmpty();
        }
    }

    /** As a subscriber, who may be silent for as long as it likes. */
    @Test
    void aNodeThatClosesWhatIsIdleLeavesItOpen() {
        LabNode master = redis.lab().master();
        try (Talk talk = new Talk(() -> Wire.to(redis.router()));
                Wire idle = Wire.to(master)) {
            talk.told("HELLO", "3");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>");
            idle.call("PING");
            master.command("CONFIG", "SET", "timeout", "1");
            CompletableFuture<String> closed = Aside.supply(idle::untilClosed);
            await().atMost(SOON).until(() -> talk.cache.call("GET", "k").startsWith("$") && closed.isDone());

            talk.cache("GET", "k");
            talk.writer("SET", "k", "1");
            assertThat(talk.told.reply()).isEqualTo(invalid("k"));
        } finally {
            master.command("CONFIG", "SET", "timeout", "0");
        }
    }

    private static void killPin() {
        try (Wire node = Wire.to(redis.lab().master())) {
            String pin = node.call("CLIENT", "LIST").replaceAll("(?s).*id=(\\d+) [^\\n]* flags=t.*", "$1");
            assertThat(node.call("CLIENT", "KILL", "ID", pin)).isEqualTo(":1\r\n");
        }
    }

    @Test
    void aNewMasterIsToldAndTheOtherHearsThatAllIsInvalid() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Talk talk = new Talk(() -> Wire.to(router))) {
            talk.told("HELLO", "3");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>");
            talk.writer("SET", "k", "1");
            talk.cache("GET", "k");

            LabNode old = lab.master();
            old.kill();
            lab.awaitMasterOtherThan(old, SOON);

            assertThat(talk.told.reply()).isEqualTo(ALL_INVALID);
            assertThat(talk.cache.call("GET", "k")).isEqualTo("$1\r\n1\r\n");
            talk.writer("SET", "k", "2");
            assertThat(talk.told.reply()).isEqualTo(invalid("k"));
            assertThat(talk.cache.call("CLIENT", "GETREDIR")).isEqualTo(":" + talk.toldId + "\r\n");
        }
    }

    /** The node ends the connection on which it speaks, and that one alone. */
    @Test
    void whatIsLostWithTheConnectionOfTheNodeIsToldAsAllInvalid() {
        LabNode master = redis.lab().master();
        try (Talk talk = new Talk(() -> Wire.to(redis.router()));
                Wire node = Wire.to(master)) {
            talk.told("HELLO", "3");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>");
            talk.cache("GET", "k");
            String redirected = node.call("CLIENT", "LIST");
            String link = redirected.replaceAll("(?s).* redir=([1-9]\\d*) .*", "$1");
            node.call("CLIENT", "KILL", "ID", link);

            assertThat(talk.told.reply()).isEqualTo(ALL_INVALID);
            talk.cache("GET", "k");
            talk.writer("SET", "k", "1");
            assertThat(talk.told.reply()).isEqualTo(invalid("k"));
        }
    }
}
