package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.config.Credentials;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Nodes and Sentinels each ask for what they were told to ask for, and nothing else lets a client in. */
class CredentialsIT {
    private static final String AWKWARD = "p@ss \"word\" #1 \\ ä";

    @Test
    void passwordsOfNodesAndSentinelsAreSeparate() {
        try (RedisLab lab = RedisLab.builder()
                .password(AWKWARD)
                .sentinelPassword("of the sentinels")
                .start()) {
            assertRefuses(lab.master());
            assertRefuses(lab.sentinels().get(0));
            assertAccepts(lab.master(), new String[] {AWKWARD});
            assertAccepts(lab.sentinels().get(0), new String[] {"of the sentinels"});
            assertThatThrownBy(() -> assertAccepts(lab.master(), new String[] {"of the sentinels"}))
                    .hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void usersOfNodesAndSentinelsAreSeparate() {
        try (RedisLab lab = RedisLab.builder()
                .user("app", AWKWARD)
                .sentinelUser("watcher", "of the sentinels")
                .start()) {
            assertRefuses(lab.master());
            assertRefuses(lab.sentinels().get(0));
            assertAccepts(lab.master(), new String[] {"app", AWKWARD});
            assertAccepts(lab.sentinels().get(0), new String[] {"watcher", "of the sentinels"});
        }
    }

    @Test
    void aFailoverNeedsNoMoreThanThem() {
        try (RedisLab lab = RedisLab.builder()
                .user("app", AWKWARD)
                .sentinelUser("watcher", "of the sentinels")
                .start()) {
            LabNode old = lab.master();
            old.kill();
            lab.awaitMasterOtherThan(old, Duration.ofSeconds(30));

            old.restart();
            lab.awaitSettled(Duration.ofSeconds(30));

            assertThat(lab.replicas()).contains(old);
        }
    }

    @Test
    void theUriHasThoseOfTheNodes() {
        try (RedisLab lab = RedisLab.builder()
                .replicas(0)
                .sentinels(1)
                .user("app", "p@ss #1")
                .sentinelPassword("hidden")
                .start()) {
            assertThat(lab.sentinelUri())
                    .isEqualTo("redis-sentinel://app:p%40ss%20%231@"
                            + lab.sentinels().get(0).address() + "#mymaster");
            assertThat(lab.routerConfig().nodes().credentials()).isEqualTo(Credentials.user("app", "p@ss #1"));
            assertThat(lab.toString()).doesNotContain("p@ss", "hidden");
        }
    }

    private static void assertRefuses(LabNode server) {
        try (Jedis client = new Jedis(server.host(), server.port())) {
            assertThatThrownBy(client::ping)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOAUTH");
        }
    }

    private static void assertAccepts(LabNode server, String[] auth) {
        try (Jedis client = new Jedis(server.host(), server.port())) {
            String answer = auth.length == 1 ? client.auth(auth[0]) : client.auth(auth[0], auth[1]);
            assertThat(answer).isEqualTo("OK");
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }
}
