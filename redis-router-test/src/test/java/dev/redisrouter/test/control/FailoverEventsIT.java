package dev.redisrouter.test.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.redisrouter.RedisRouter;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names of the events that the router listens for are those that real Sentinels publish. */
class FailoverEventsIT {

    @Test
    void everyStepOfAFailoverIsHeardFromDoubtToSwitch() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            Told told = Told.by(router);
            LabNode old = lab.master();
            old.pause();
            LabNode promoted = lab.awaitMasterOtherThan(old, Told.SOON);
            old.resume();
            lab.awaitSettled(Told.SOON);

            String subject = "master " + lab.masterName() + " " + old.host() + " " + old.port();
            told.first("source-reported", "+sdown " + subject);
            told.first("source-reported", "+odown " + subject);
            told.first("source-reported", "+try-failover " + subject);
            told.first("source-reported", "+elected-leader " + subject);
            told.first("source-reported", "+selected-slave", " " + promoted.port() + " @ " + lab.masterName());
            told.first("source-reported", "+promoted-slave", " " + promoted.port() + " @ " + lab.masterName());
            told.first("source-reported", "+failover-end " + subject);
            told.first("source-reported", "+switch-master " + lab.masterName());
        }
    }

    @Test
    void theEpochInUseIsTheOneThatTheSentinelsAgreeOn() {
        try (RedisLab lab = RedisLab.builder().start();
                RedisRouter router = RedisRouter.start(lab.routerConfig())) {
            Told told = Told.by(router);
            LabNode old = lab.master();
            lab.triggerFailover();
            LabNode promoted = lab.awaitMasterOtherThan(old, Told.SOON);

            String inUse = told.first("master-in-use node=" + promoted.address());
            assertThat(inUse).contains("previous=" + old.address());
            assertThat(inUse).contains("epoch=" + configEpoch(lab) + " ");
            await().atMost(Told.SOON)
                    .untilAsserted(() -> assertThat(router.topology().epoch()).isEqualTo(configEpoch(lab)));
        }
    }

    private static long configEpoch(RedisLab lab) {
        List<?> fields = (List<?>) lab.sentinels().get(0).command("SENTINEL", "MASTER", lab.masterName());
        assertThat(fields).isNotNull();
        return Long.parseLong(String.valueOf(fields.get(fields.indexOf("config-epoch") + 1)));
    }
}
