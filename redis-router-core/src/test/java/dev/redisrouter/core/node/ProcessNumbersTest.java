package dev.redisrouter.core.node;

import static dev.redisrouter.core.node.Members.A;
import static dev.redisrouter.core.node.Members.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.health.ProbeAnswer;
import dev.redisrouter.core.health.ProbeResult;
import dev.redisrouter.core.health.RoleReply;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A process has one number for as long as it lives, whatever happens to connections, and another process another one. */
class ProcessNumbersTest {
    private static final ProbeResult LOST = new ProbeResult.Lost("connection lost");
    private static final ProbeResult MISSED = new ProbeResult.Missed("no answer within 250 ms");

    private final ProcessNumbers numbers = new ProcessNumbers(Node.PROCESSES - 1);
    private final Node a = new Node(A, 0, 1, "", 0);
    private final Node b = new Node(B, 1, 1, "", 0);

    private static ProbeResult answered(String runId) {
        return new ProbeResult.Answered(new ProbeAnswer(
                Optional.empty(),
                new RoleReply.Master(),
                Optional.empty(),
                Optional.of(runId).filter(id -> !id.isEmpty()),
                Optional.empty()));
    }

    @Test
    void isUnknownUntilTheNodeHasAnswered() {
        numbers.observed(a, MISSED);
        assertThat(a.process()).isZero();

        numbers.observed(a, answered("one"));
        assertThat(a.process()).isEqualTo(Node.PROCESSES);
    }

    @Test
    void comesRoundAndIsNeverSharedByTwoNodes() {
        numbers.observed(a, answered("one"));
        Set<Integer> given = new HashSet<>();
        for (int restart = 0; restart < 2 * Node.PROCESSES; restart++) {
            numbers.observed(b, answered("run " + restart));
            assertThat(b.process()).isBetween(1, Node.PROCESSES).isNotEqualTo(a.process());
            given.add(b.process());
        }
        assertThat(given).hasSize(Node.PROCESSES - 1);
    }

    @Test
    void isTheSameAgainWhenOnlyTheConnectionWasLost() {
        numbers.observed(a, answered("one"));
        int before = a.process();
        numbers.observed(a, LOST);
        assertThat(a.process()).isZero();

        numbers.observed(b, answered("another"));
        numbers.observed(a, answered("one"));
        assertThat(a.process()).isEqualTo(before);
    }

    @Test
    void isAnotherAfterARestart() {
        numbers.observed(a, answered("one"));
        int before = a.process();
        numbers.observed(a, new ProbeResult.Unreachable("refused"));
        assertThat(a.process()).isZero();

        numbers.observed(a, answered("two"));
        assertThat(a.process()).isNotZero().isNotEqualTo(before);
    }

    @Test
    void isKeptByAProcessThatOnlyHung() {
        numbers.observed(a, answered("one"));
        int before = a.process();
        numbers.observed(a, MISSED);
        numbers.observed(a, answered("one"));

        assertThat(a.process()).isEqualTo(before);
    }

    @Test
    void isAnotherAfterAnySilenceOfANodeThatDoesNotTell() {
        numbers.observed(a, answered(""));
        int before = a.process();
        numbers.observed(a, answered(""));
        assertThat(a.process()).isEqualTo(before);

        numbers.observed(a, MISSED);
        assertThat(a.process()).isZero();
        numbers.observed(a, answered(""));
        assertThat(a.process()).isNotZero().isNotEqualTo(before);
    }
}
