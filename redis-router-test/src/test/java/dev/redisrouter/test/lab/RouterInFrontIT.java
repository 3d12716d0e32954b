package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.config.ReadPolicy;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A test that asks for a router gets one in front of its lab, with the lab's credentials, and it ends with the lab. */
class RouterInFrontIT {
    private static final List<RedisRouter> EARLIER = new ArrayList<>();

    @RegisterExtension
    static final RedisLabExtension shared = RedisLabExtension.of(
                    RedisLab.builder().replicas(1).user("app", "of the nodes").sentinelPassword("of the sentinels"))
            .keepingData();

    @RegisterExtension
    final RedisLabExtension own = RedisLabExtension.of(
                    RedisLab.builder().replicas(1).sentinels(0))
            .router(config -> config.reads(reads -> reads.policy(ReadPolicy.MASTER)));

    @RepeatedTest(2)
    void leadsToTheLabsNodes(RepetitionInfo repetition) {
        try (Jedis redis = new Jedis(shared.router().host(), shared.router().port())) {
            assertThat(redis.incr("visits")).isEqualTo(repetition.getCurrentRepetition());
        }
        assertThat(shared.lab().master().command("GET", "visits"))
                .isEqualTo(Integer.toString(repetition.getCurrentRepetition()));
    }

    @RepeatedTest(2)
    void isConfiguredAsTheExtensionSaysAndEndsWithTheLab() {
        LabNode master = own.lab().master();
        try (Jedis redis = new Jedis(own.router().host(), own.router().port())) {
            for (int read = 0; read < 4; read++) {
                assertThat(redis.info("replication")).contains("role:master");
            }
        }
        assertThat(own.router().topology().nodes())
                .extracting(node -> node.address())
                .contains(master.address());

        for (RedisRouter closed : EARLIER) {
            try (Jedis redis = new Jedis(closed.host(), closed.port())) {
                assertThatThrownBy(redis::ping).isInstanceOf(JedisConnectionException.class);
            }
        }
        EARLIER.add(own.router());
    }
}
