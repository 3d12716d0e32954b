package dev.redisrouter.test.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.error.SwitchOverException;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.topology.NodeAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;

/** A planned switch-over, there and back and there again, under writers at both doors: no error, and no write lost. */
class SwitchOverIT {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchOverIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void costsAPauseAndNothingElse() throws Exception {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Writers writers = Writers.start(router);
                Jedis transacts = new Jedis(router.host(), router.port(), 60_000)) {
            for (int time = 0; time < 3; time++) {
                NodeAddress old = lab.master().address();
                long asked = System.nanoTime();
                NodeAddress next = router.switchOver(SOON).toCompletableFuture().get(90, TimeUnit.SECONDS);
                writers.awaitMore();
                LOG.info(
                        "switched over: first write after {} ms",
                        writers.untilFirstAfterSilence(asked).toMillis());
                assertThat(next).isNotEqualTo(old);
                assertThat(router.topology().master()).isEqualTo(Optional.of(next));
                Transaction transaction = transacts.multi();
                transaction.set("transaction:" + time, "done");
                assertThat(transaction.exec()).isEqualTo(List.of("OK"));
                lab.awaitSettled(SOON);
            }
            writers.close();

            assertThat(writers.errors()).isEmpty();
            assertThat(writers.missingOn(lab.master())).isEmpty();
            assertThat(lab.master().command("EXISTS", "transaction:0", "transaction:1", "transaction:2"))
                    .isEqualTo(3L);
        }
    }

    @Test
    void isRefusedWhereNobodyCanBeTold() {
        try (RedisLab lab = RedisLab.builder().sentinels(0).start();
                RedisRouter router = RedisRouter.start(lab.routerConfig());
                Jedis jedis = new Jedis(router.host(), router.port(), 60_000)) {
            assertThatThrownBy(
                            () -> router.switchOver(SOON).toCompletableFuture().get(90, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(SwitchOverException.class)
                    .hasMessageContaining("cannot be told to change the master");
            assertThat(jedis.set("key", "value")).isEqualTo("OK");
        }
    }
}
