package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code CLIENT PAUSE} has clients wait, no longer than it says, and nothing else. */
class PauseTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeClient pausing = corridor.client();
    private final FakeClient client = corridor.client();

    @Test
    void ofAllHasEveryCommandWaitAsLongAsItSays() {
        corridor.view(master, master);
        pausing.send("CLIENT PAUSE 1000");
        client.send("PING", "SET k v", "GET k");
        corridor.pass(Duration.ofMillis(990));
        assertThat(client.got()).isEmpty();

        corridor.pass(Duration.ofMillis(20));
        assertThat(client.got()).isEqualTo("+PONG\r\n");
        assertThat(master.received()).containsExactly("SET k v", "GET k");
    }

    @Test
    void ofWritesLetsReadsPassUntilTheFirstWrite() {
        corridor.view(master, master);
        pausing.send("CLIENT PAUSE 1000 WRITE");
        client.send("GET a", "SET k v", "GET b");
        assertThat(master.received()).containsExactly("GET a");

        pausing.send("CLIENT UNPAUSE");
        assertThat(master.received()).containsExactly("GET a", "SET k v", "GET b");
    }

    @Test
    void isMadeLongerAndWiderButNotShorterOrNarrower() {
        corridor.view(master, master);
        pausing.send("CLIENT PAUSE 1000 WRITE");
        corridor.client().send("CLIENT PAUSE 10 ALL");
        client.send("PING");
        corridor.pass(Duration.ofMillis(900));
        assertThat(client.got()).isEmpty();

        corridor.pass(Duration.ofMillis(200));
        assertThat(client.got()).isEqualTo("+PONG\r\n");
    }

    @Test
    void forgetsAClientThatLeft() {
        corridor.view(master, master);
        pausing.send("CLIENT PAUSE 1000");
        client.send("SET k v");
        client.leave();
        corridor.pass(Duration.ofMillis(1100));

        assertThat(master.received()).isEmpty();
    }

    @Test
    void doesNotKeepBackWhatWasHeldBefore() {
        client.send("SET k before");
        pausing.send("CLIENT PAUSE 60000 WRITE");
        FakeClient later = corridor.client();
        later.send("SET k later");

        corridor.view(master, master);
        assertThat(master.received()).containsExactly("SET k before");
        pausing.send("CLIENT UNPAUSE");
        assertThat(master.received()).containsExactly("SET k before", "SET k later");
    }

    @Test
    void leadsBackIntoTheHoldThatFollowsIt() {
        pausing.send("CLIENT PAUSE 1000");
        client.send("SET k v");
        corridor.pass(Duration.ofMillis(1100));
        assertThat(corridor.budget.commands()).isEqualTo(1);

        corridor.view(master, master);
        assertThat(master.received()).containsExactly("SET k v");
    }
}
