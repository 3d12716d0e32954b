package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Sentinels name the announced address, while the test reaches every server at its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is no address of the machine by itself")
class AnnouncedHostIT {

    @Test
    void isWhatClientsAreTold() {
        try (RedisLab lab = RedisLab.builder().announcedHost("127.0.0.2").start()) {
            LabNode old = lab.master();
            assertThat(old.host()).isEqualTo("127.0.0.1");
            assertThat(masterAddress(lab)).isEqualTo(List.of("127.0.0.2", Integer.toString(old.port())));

            lab.triggerFailover();
            LabNode promoted = lab.awaitMasterOtherThan(old, Duration.ofSeconds(30));
            lab.awaitSettled(Duration.ofSeconds(30));

            assertThat(masterAddress(lab)).isEqualTo(List.of("127.0.0.2", Integer.toString(promoted.port())));
            assertThat(old.info("master_host")).isEqualTo("127.0.0.2");
            assertThat(promoted.announcedAddress().toString()).isEqualTo("127.0.0.2:" + promoted.port());
        }
    }

    private static Object masterAddress(RedisLab lab) {
        Object answer = lab.sentinels().get(1).command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", lab.masterName());
        return answer == null ? "nothing" : answer;
    }
}
