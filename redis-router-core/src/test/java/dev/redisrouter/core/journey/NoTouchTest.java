package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code CLIENT NO-TOUCH} is a matter of the connection to the node, so that its commands travel on one that is set so. */
class NoTouchTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void hasConnectionsOfItsOwn() {
        master.answers(command -> command.startsWith("CLIENT NO-TOUCH ON") ? "+OK\r\n" : null);
        corridor.view(master, master);
        client.send("SET a 1", "CLIENT NO-TOUCH ON", "SET b 1");
        master.answer("+OK\r\n");
        corridor.settle();
        assertThat(client.got()).isEqualTo("+OK\r\n+OK\r\n");
        assertThat(master.connections()).hasSize(2);
        assertThat(commands(0)).containsExactly("HELLO 2", "SET a 1");
        assertThat(commands(1)).containsExactly("HELLO 2", "CLIENT NO-TOUCH ON", "SET b 1");

        master.answer("+OK\r\n");
        client.send("CLIENT NO-TOUCH OFF", "SET c 1");
        assertThat(client.got()).isEqualTo("+OK\r\n+OK\r\n");
        assertThat(commands(0)).containsExactly("HELLO 2", "SET a 1", "SET c 1");
    }

    private List<String> commands(int connection) {
        return master.connections().get(connection).commands();
    }

    @Test
    void isRefusedInTheWordsOfANodeThatDoesNotKnowIt() {
        String unknown = "-ERR unknown subcommand 'NO-TOUCH'. Try CLIENT HELP.\r\n";
        master.answers(command -> command.startsWith("CLIENT NO-TOUCH") ? unknown : null);
        corridor.view(master, master);
        client.send("CLIENT NO-TOUCH ON", "CLIENT NO-TOUCH OFF", "PING");

        assertThat(client.got()).isEqualTo(unknown + unknown + "+PONG\r\n");
        assertThat(client.client().session().profile()).isEqualTo(corridor.worker.defaultProfile());
    }
}
