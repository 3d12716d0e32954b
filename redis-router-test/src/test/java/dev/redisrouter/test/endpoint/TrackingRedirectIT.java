package dev.redisrouter.test.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that caches what it reads has another client told what has become invalid, as at one Redis. */
class TrackingRedirectIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ALL_INVALID = ">2\r\n$10\r\ninvalidate\r\n_\r\n";

    @RegisterExtension
    static final RedisLabExtension redis =
            RedisLabExtension.of(RedisLab.builder().sentinels(0));

    @RegisterExtension
    static final RedisLabExtension plain =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    private static String invalid(String key) {
        return ">2\r\n$10\r\ninvalidate\r\n*1\r\n$" + key.length() + "\r\n" + key + "\r\n";
    }

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

    @Test
    void whoIsToldInTheMiddleOfLargeRepliesGetsThemWhole() {
        try (Talk talk = new Talk(() -> Wire.to(redis.router()))) {
            int length = 3_000_000;
            String large = "$" + length + "\r\n" + "x".repeat(length) + "\r\n";
            talk.writer.send("*3\r\n$3\r\nSET\r\n$5\r\nlarge\r\n" + large).reply();
            talk.told("HELLO", "3");
            talk.cache("CLIENT", "TRACKING", "ON", "REDIRECT", "<told>", "BCAST", "PREFIX", "p:");
            int replies = 10;
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

    @Test
    void nothingIsLeftOfItOnTheNode() {
        LabNode master = redis.lab().master();
        try (Talk talk = new Talk(() -> Wire.to(redis.router()))) {
            talk.cache("PING");
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
