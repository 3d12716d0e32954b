package dev.redisrouter.examples.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** One annotation: real servers for the class, whole and empty before each test, with a router in front. */
@RedisLabTest
class VisitCounterIT {
    private RedisClient redis;
    private VisitCounter counter;

    @BeforeEach
    void connect(RedisRouter router) {
        redis = RedisClient.create(router.host(), router.port());
        counter = new VisitCounter(redis);
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void startsAtZero() {
        assertThat(counter.visits("/")).isZero();
    }

    @Test
    void readsWhatItHasJustWritten() {
        for (int visit = 1; visit <= 100; visit++) {
            counter.visit("/");
            assertThat(counter.visits("/")).isEqualTo(visit);
        }
    }

    @Test
    void goesOnCountingWhenTheMasterIsReplaced(RedisLab lab) {
        counter.visit("/");
        LabNode old = lab.master();

        lab.triggerFailover();
        lab.awaitMasterOtherThan(old, Duration.ofSeconds(20));

        assertThat(counter.visit("/")).isEqualTo(2);
    }
}
