package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import redis.clients.jedis.Jedis;

/** One annotation and one parameter: the embedded router of a unit test, the same for each test of the class. */
@RedisLabTest(replicas = 1)
class RouterAsParameterIT {

    @RepeatedTest(2)
    void findsNothingOfTheTestBeforeAndSurvivesItsFaults(RedisRouter router, RedisLab lab) {
        try (Jedis redis = new Jedis(router.host(), router.port(), 20_000)) {
            assertThat(redis.get("visits")).isNull();
            assertThat(redis.incr("visits")).isEqualTo(1);

            LabNode old = lab.master();
            old.pause();
            lab.awaitMasterOtherThan(old, Duration.ofSeconds(30));
            assertThat(redis.set("written", "after the failover")).isEqualTo("OK");
        }
    }
}
