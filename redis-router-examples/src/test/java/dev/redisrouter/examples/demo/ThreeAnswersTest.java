package dev.redisrouter.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Three answers come from three nodes only when there is one master and two replicas among them, in any order. */
class ThreeAnswersTest {

    @Test
    void theOrderDoesNotMatter() {
        assertThat(ThreeAnswers.allRoles(List.of("slave", "master", "slave")).kept())
                .isTrue();
    }

    @Test
    void theMasterMustBeAmongThem() {
        assertThat(ThreeAnswers.allRoles(List.of("slave", "slave", "slave")).kept())
                .isFalse();
        assertThat(ThreeAnswers.allRoles(List.of("master", "master", "slave")).kept())
                .isFalse();
    }
}
