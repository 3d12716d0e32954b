package dev.redisrouter.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages arrive in order, and no more of them wait than the bound says. */
class InboxTest {
    private final FakeControlThread thread = new FakeControlThread();
    private final Inbox inbox = new Inbox(thread, 2);
    private final List<String> arrived = new ArrayList<>();

    @Test
    void whatIsBeyondTheBoundIsDropped() {
        assertThat(inbox.offer(() -> arrived.add("a"))).isTrue();
        assertThat(inbox.offer(() -> arrived.add("b"))).isTrue();
        assertThat(inbox.offer(() -> arrived.add("c"))).isFalse();
        thread.run();

        assertThat(arrived).containsExactly("a", "b");
    }

    @Test
    void roomIsMadeByEveryMessageThatWasTaken() {
        inbox.offer(() -> arrived.add("a"));
        inbox.offer(() -> arrived.add("b"));
        thread.run();

        assertThat(inbox.offer(() -> arrived.add("c"))).isTrue();
        thread.run();

        assertThat(arrived).containsExactly("a", "b", "c");
    }

    @Test
    void aMessageThatFailsStillMakesRoom() {
        inbox.offer(() -> {
            throw new IllegalStateException("on purpose");
        });
        inbox.offer(() -> {
            throw new IllegalStateException("on purpose");
        });
        for (int i = 0; i < 2; i++) {
            try {
                thread.run();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("on purpose");
            }
        }

        assertThat(inbox.offer(() -> {})).isTrue();
    }
}
