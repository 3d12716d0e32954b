package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import dev.redisrouter.test.junit.RedisLabTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One annotation gives a class a lab, which each test finds whole and empty. */
@RedisLabTest(replicas = 1, password = "secret")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisLabTestIT {
    private static final List<RedisLab> SEEN = new ArrayList<>();

    @Test
    @Order(1)
    void startsWhatTheAnnotationSays(RedisLab lab) {
        SEEN.add(lab);
        assertThat(lab.nodes()).hasSize(2);
        assertThat(lab.sentinels()).hasSize(3);
        assertThat(lab.credentials().password()).contains("secret");
        lab.master().command("SET", "left", "behind");
        lab.replicas().get(0).pause();
        lab.sentinels().get(0).kill();
    }

    @Test
    @Order(2)
    void healsAndEmptiesItForTheNext(RedisLab lab) {
        assertThat(SEEN).containsExactly(lab);
        assertThat(lab.nodes()).allMatch(LabNode::isRunning);
        assertThat(lab.sentinels()).allMatch(LabNode::isRunning);
        assertThat(lab.nodes())
                .allSatisfy(node -> assertThat(node.command("DBSIZE")).isEqualTo(0L));
    }

    @Nested
    class InANestedClass {
        @Test
        void isTheSame(RedisLab lab) {
            assertThat(SEEN).containsExactly(lab);
        }
    }
}
