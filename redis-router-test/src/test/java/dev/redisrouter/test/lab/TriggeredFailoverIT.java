package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code triggerFailover} works at once and again and again: a settled lab has a replica to promote. */
class TriggeredFailoverIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void movesTheMasterEachTime() {
        try (RedisLab lab = RedisLab.builder().start()) {
            for (int round = 0; round < 4; round++) {
                LabNode old = lab.master();

                lab.triggerFailover();

                LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
                lab.awaitSettled(SOON);
                lab.awaitMaster(promoted, SOON);
                assertThat(lab.replicas()).contains(old).doesNotContain(promoted);
            }
        }
    }
}
