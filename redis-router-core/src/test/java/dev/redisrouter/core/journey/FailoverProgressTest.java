package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** After a change of the master an event loop says once that it has written, and once that nothing waits any more. */
class FailoverProgressTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode old = corridor.node();
    private final FakeNode next = corridor.node();
    private final FakeClient client = corridor.client();

    FailoverProgressTest() {
        corridor.view(old, old);
        client.send("SET a 1");
        old.answer("+OK\r\n");
        corridor.progress.clear();
    }

    @Test
    void tellsOfTheFirstWriteAndOfTheEndOfWaiting() {
        corridor.view(null);
        client.send("SET b 1", "SET c 1");
        assertThat(corridor.progress).isEmpty();

        corridor.view(next, next);
        assertThat(corridor.progress).containsExactly("released " + next.node() + " of 1");
        next.answer("+OK\r\n", "+OK\r\n");
        assertThat(corridor.progress).containsExactly("released " + next.node() + " of 1", "wrote " + next.node());
        client.send("SET d 1");
        next.answer("+OK\r\n");
        assertThat(corridor.progress).hasSize(2);
    }

    @Test
    void saysNothingOfAMasterThatComesBack() {
        corridor.view(null);
        corridor.view(old, old);
        client.send("SET b 1");
        old.answer("+OK\r\n");
        assertThat(corridor.progress).isEmpty();
    }
}
