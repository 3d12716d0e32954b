package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A read whose nodes fail one after the other may be why they do: it is not carried from each to the next at once. */
class LostReadTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeNode second = corridor.node();
    private final FakeNode third = corridor.node();
    private final FakeNode fourth = corridor.node();
    private final FakeClient client = corridor.client();

    LostReadTest() {
        corridor.view(master, master, second, third, fourth);
        corridor.allFresh();
    }

    @Test
    void itIsSentAgainAtOnceTheFirstTimeAndLaterEachTimeThatItIsLostAgain() {
        client.send("GET k");
        lose();
        assertThat(asked()).isEqualTo(2);

        for (int wait = 50, asked = 2; wait <= 1_600; wait *= 2, asked++) {
            lose();
            corridor.pass(Duration.ofMillis(wait - 5));
            assertThat(asked()).as("before %s ms", wait).isEqualTo(asked);
            corridor.pass(Duration.ofMillis(20));
            assertThat(asked()).as("after %s ms", wait).isEqualTo(asked + 1);
        }
        waiting().answer("$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("$1\r\nv\r\n");
    }

    @Test
    void theWaitDoesNotGrowForEver() {
        client.send("GET k");
        for (int i = 0; i < 9; i++) {
            lose();
            corridor.pass(Duration.ofMillis(1_620));
        }
        assertThat(asked()).isEqualTo(10);
    }

    @Test
    void whileTheNodesThatWereAskedMayStillAnswerNoFourthIsAsked() {
        corridor.view(master, master);
        client.send("GET k");
        corridor.view(null, second);
        assertThat(asked()).isEqualTo(2);
        corridor.view(second, second);
        corridor.view(null, third);
        assertThat(asked()).isEqualTo(3);
        corridor.view(third, third);
        corridor.view(null, fourth);
        corridor.pass(Duration.ofSeconds(2));
        assertThat(asked()).isEqualTo(3);

        third.answer("$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("$1\r\nv\r\n");
    }

    @Test
    void othersDoNotWaitWithIt() {
        FakeClient other = corridor.client();
        client.send("GET k");
        lose();
        lose();
        other.send("GET l");
        Stream.of(master, second, third, fourth)
                .filter(node -> node.received().contains("GET l"))
                .forEach(node -> node.answer("$1\r\nw\r\n"));
        assertThat(other.got()).isEqualTo("$1\r\nw\r\n");
    }

    /** The node that owes the reply ends the connection. */
    private void lose() {
        waiting().connection().cut();
        corridor.settle();
    }

    private FakeNode waiting() {
        return Stream.of(master, second, third, fourth)
                .filter(node -> node.open().stream()
                        .anyMatch(connection -> connection.unansweredCommands().contains("GET k")))
                .findFirst()
                .orElseThrow();
    }

    private long asked() {
        return Stream.of(master, second, third, fourth)
                .flatMap(node -> node.received().stream())
                .filter("GET k"::equals)
                .count();
    }
}
