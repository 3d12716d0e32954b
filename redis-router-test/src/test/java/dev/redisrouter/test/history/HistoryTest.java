package dev.redisrouter.test.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A call is kept with what the client library returned or threw, and whether that says what became of it. */
class HistoryTest {
    private final History history = new History();

    @Test
    void keepsTheReply() {
        assertThat(history.incr("n", () -> 7L)).isEqualTo(Outcome.ACKNOWLEDGED);
        assertThat(history.get("k", () -> null)).isEqualTo(Outcome.ACKNOWLEDGED);

        assertThat(history.calls()).extracting(Call::reply).containsExactly(Optional.of("7"), Optional.empty());
        assertThat(history.calls()).allMatch(call -> call.began() <= call.ended());
    }

    @Test
    void tellsARefusalFromAnOpenOutcome() {
        assertThat(failing(new IllegalStateException("MASTERDOWN no master"))).isEqualTo(Outcome.FAILED);
        assertThat(failing(new IllegalStateException("UNCERTAIN it may have been executed")))
                .isEqualTo(Outcome.UNCERTAIN);
        assertThat(failing(new TimeoutException("Command timed out"))).isEqualTo(Outcome.UNCERTAIN);
        assertThat(failing(new TimeoutException())).isEqualTo(Outcome.UNCERTAIN);

        History strict = new History(e -> false);
        assertThat(strict.set("k", "v", () -> {
                    throw new IllegalStateException("ERR");
                }))
                .isEqualTo(Outcome.UNCERTAIN);
    }

    private Outcome failing(Exception e) {
        return history.sadd("s", "m", () -> {
            throw e;
        });
    }
}
