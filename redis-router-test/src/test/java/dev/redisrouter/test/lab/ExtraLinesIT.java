package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.LabException;
import dev.redisrouter.test.RedisLab;
import org.junit.jupiter.api.Test;

/** A test's own lines reach the servers that they are for, and a wrong one ends the start with the server's words. */
class ExtraLinesIT {

    @Test
    void reachTheServersThatTheyAreFor() {
        try (RedisLab lab = RedisLab.builder()
                .nodeLines("maxmemory 50mb", "appendonly yes")
                .nodeLines(1, "replica-priority 7")
                .sentinelLines("maxclients 77")
                .start()) {
            assertThat(lab.nodes()).allSatisfy(node -> {
                assertThat(node.info("maxmemory")).isEqualTo("52428800");
                assertThat(node.info("aof_enabled")).isEqualTo("1");
            });
            assertThat(lab.nodes().get(1).info("slave_priority")).isEqualTo("7");
            assertThat(lab.nodes().get(2).info("slave_priority")).isEqualTo("100");
            assertThat(lab.sentinels())
                    .allSatisfy(
                            sentinel -> assertThat(sentinel.info("maxclients")).isEqualTo("77"));
        }
    }

    @Test
    void aWrongLineEndsTheStart() {
        assertThatThrownBy(() ->
                        RedisLab.builder().nodeLines(2, "no-such-directive yes").start())
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("node-2[")
                .hasMessageContaining("down] ended at its start; its log ends with:")
                .hasMessageContaining(">>> 'no-such-directive yes'");
    }
}
