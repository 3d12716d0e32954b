package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabExtension;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A static field gives a lab to the class, any other field one to each test. */
class RedisLabExtensionIT {
    private static final Set<RedisLab> SHARED = new HashSet<>();
    private static final Set<RedisLab> OWN = new HashSet<>();

    @RegisterExtension
    static final RedisLabExtension shared =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0)).keepingData();

    @RegisterExtension
    final RedisLabExtension own =
            RedisLabExtension.of(RedisLab.builder().replicas(0).sentinels(0));

    @RepeatedTest(3)
    void livesAsLongAsItsField(RepetitionInfo repetition) {
        SHARED.add(shared.lab());
        OWN.add(own.lab());

        assertThat(SHARED).hasSize(1);
        assertThat(OWN).hasSize(repetition.getCurrentRepetition());
        assertThat(shared.lab().master().command("INCR", "visits")).isEqualTo((long) repetition.getCurrentRepetition());
        assertThat(own.lab().master().command("INCR", "visits")).isEqualTo(1L);
        assertThat(OWN).filteredOn(lab -> lab.nodes().get(0).isAlive()).containsExactly(own.lab());
    }
}
