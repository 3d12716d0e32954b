package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A write that the user takes for a read is the master's once a replica has said so, and waits for one. */
class WriteOnReplicaTest {
    private static final String READONLY = "-READONLY You can't write against a read only replica.\r\n";

    @AutoClose
    private final Corridor corridor =
            new Corridor(config -> config.commands(commands -> commands.anyNode("LAB.WRITES")));

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeNode another = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void isHeldUntilThereIsAMaster() {
        corridor.view(null, replica, another);
        corridor.allFresh();
        replica.answers(command -> command.startsWith("LAB") ? READONLY : null);
        another.answers(command -> command.startsWith("LAB") ? READONLY : null);
        client.send("LAB.WRITES k");
        assertThat(replica.received().size() + another.received().size()).isEqualTo(1);
        assertThat(client.got()).isEmpty();

        corridor.view(master, replica, another);
        assertThat(master.received()).containsExactly("LAB.WRITES k");
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n");
    }
}
