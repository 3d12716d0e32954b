package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A worker that closes ends its clients and connections and begins nothing new. */
class WorkerCloseTest {
    private final Corridor corridor = new Corridor();
    private final FakeNode master = corridor.node();

    @Test
    void withCommandsOnTheirWay() {
        corridor.view(master, master);
        FakeClient shared = corridor.client().send("SET k v", "GET k");
        FakeClient pinned = corridor.client().send("MULTI", "SET k v");
        FakeClient connecting = corridor.client().sends("SELECT 3");
        corridor.worker.close();
        corridor.settle();

        assertThat(shared.open()).isFalse();
        assertThat(pinned.open()).isFalse();
        assertThat(connecting.open()).isFalse();
        assertThat(master.open()).isEmpty();
        assertThat(master.attempts()).isEqualTo(3);
        assertThat(master.node().outstanding()).isZero();
    }

    @Test
    void withCommandsHeld() {
        FakeClient client = corridor.client().send("SET k v");
        FakeClient stalled = corridor.client().send("WATCH k");
        corridor.worker.close();
        corridor.view(master, master);
        corridor.pass(Duration.ofSeconds(61));

        assertThat(client.open()).isFalse();
        assertThat(stalled.open()).isFalse();
        assertThat(corridor.budget.commands()).isZero();
        assertThat(corridor.budget.bytes()).isZero();
        assertThat(master.attempts()).isZero();
    }
}
