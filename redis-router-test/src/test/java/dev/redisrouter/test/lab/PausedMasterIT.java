package dev.redisrouter.test.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisrouter.test.LabException;
import dev.redisrouter.test.LabNode;
import dev.redisrouter.test.RedisLab;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A paused master hangs; another takes its place, and when resumed it becomes a replica. */
class PausedMasterIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RepeatedTest(2)
    void isReplacedAndComesBackAsReplica() {
        try (RedisLab lab = RedisLab.builder().start()) {
            LabNode old = lab.master();

            old.pause();
            LabNode promoted = lab.awaitMasterOtherThan(old, SOON);
            assertThat(old.isPaused()).isTrue();
            assertThat(promoted.command("SET", "written", "while the old master hangs"))
                    .isEqualTo("OK");

            old.resume();
            lab.awaitSettled(SOON);
            assertThat(lab.master()).isSameAs(promoted);
            assertThat(old.role()).isEqualTo("slave");
            assertThat(old.command("GET", "written")).isEqualTo("while the old master hangs");
        }
    }

    @Test
    void doesNotAnswerUntilResumed() {
        try (RedisLab lab = RedisLab.builder().replicas(0).sentinels(0).start()) {
            LabNode node = lab.master();

            node.pause();
            assertThatThrownBy(() -> node.command("PING"))
                    .isInstanceOf(LabException.class)
                    .hasMessageStartingWith("node-0[" + node.address() + ", paused] did not answer to PING");

            node.resume();
            assertThat(node.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void canBeKilledAndStopped() {
        try (RedisLab lab = RedisLab.builder().replicas(1).sentinels(0).start()) {
            LabNode killed = lab.nodes().get(0);
            LabNode stopped = lab.nodes().get(1);
            killed.pause();
            stopped.pause();

            killed.kill();
            stopped.stop();

            assertThat(killed.isAlive()).isFalse();
            assertThat(stopped.isAlive()).isFalse();
            assertThat(stopped.log()).contains("bye bye");
        }
    }
}
