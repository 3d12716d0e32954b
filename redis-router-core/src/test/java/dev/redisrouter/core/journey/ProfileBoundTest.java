package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** However many profiles clients have had, only few of those that none of them has keep connections. */
class ProfileBoundTest {
    private static final int UNUSED_MAX = 16;

    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void oneClientCannotMakeUpConnectionsWithoutEnd() {
        corridor.view(master, master);
        for (int i = 1; i <= 100; i++) {
            client.send("AUTH default made-up-" + i);
            assertThat(client.got()).isEqualTo("+OK\r\n");
        }

        assertThat(master.open()).hasSizeLessThanOrEqualTo(UNUSED_MAX + 2);
    }

    @Test
    void whatAnotherClientUsesStays() {
        corridor.view(master, master);
        FakeClient other = corridor.client();
        other.send("SELECT 1", "GET k");
        int connection = master.connections().size() - 1;
        for (int i = 2; i <= 50; i++) {
            client.send("SELECT " + i);
        }
        master.connections().get(connection).answer("$1\r\nv\r\n");

        assertThat(other.got()).isEqualTo("+OK\r\n$1\r\nv\r\n");
        other.send("GET k");
        assertThat(master.connections().get(connection).commands()).endsWith("GET k", "GET k");
    }

    @Test
    void whatAClientHasSentBeforeItLeftIsStillExecuted() {
        corridor.view(master, master);
        FakeClient writer = corridor.client();
        writer.send("SELECT 1", "SET k v");
        int connection = master.connections().size() - 1;
        writer.leave();
        for (int i = 2; i <= 50; i++) {
            client.send("SELECT " + i);
        }

        assertThat(master.connections().get(connection).channel().isActive()).isTrue();
        assertThat(master.open()).hasSizeLessThanOrEqualTo(UNUSED_MAX + 2);
    }

    @Test
    void thoseOfClientsThatLeftGiveWayToo() {
        corridor.view(master, master);
        for (int i = 1; i <= 50; i++) {
            FakeClient visitor = corridor.client();
            visitor.send("SELECT " + i);
            visitor.leave();
        }

        assertThat(master.open()).hasSizeLessThanOrEqualTo(UNUSED_MAX + 1);
    }
}
