package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a silent node owes is asked of one more node each, before the probes know that it hangs. */
class SilentNodeTest {
    @AutoClose
    private final Corridor corridor = new Corridor();

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeClient client = corridor.client();

    SilentNodeTest() {
        corridor.view(master, replica);
        corridor.allFresh();
    }

    @Test
    void aReadIsAskedOfAnotherNodeAndTheFirstAnswerCounts() {
        client.send("GET k");
        assertThat(replica.received()).containsExactly("GET k");
        corridor.pass(Duration.ofMillis(50));
        assertThat(master.received()).isEmpty();
        corridor.pass(Duration.ofMillis(30));
        assertThat(master.received()).containsExactly("GET k");

        master.answer("$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("$1\r\nv\r\n");
        replica.answer("$1\r\nv\r\n");
        assertThat(client.got()).isEmpty();
        client.send("GET l");
        assertThat(corridor.doubts).containsExactly(replica.node() + " it owes replies and is silent");
    }

    @Test
    void ofOneMoreNodeAndNoThird() {
        FakeNode third = corridor.node();
        corridor.view(master, replica, third);
        corridor.allFresh();
        client.send("GET k");
        corridor.pass(Duration.ofMillis(500));
        assertThat(asked(master) + asked(replica) + asked(third)).isEqualTo(2);
    }

    @Test
    void aNodeThatAnswersOthersIsNotSilent() {
        FakeClient other = corridor.client();
        for (int i = 0; i < 10; i++) {
            other.send("GET a" + i);
        }
        client.send("GET k");
        for (int i = 0; i < 10; i++) {
            corridor.pass(Duration.ofMillis(20));
            replica.answer("$-1\r\n");
        }
        replica.answer("$1\r\nv\r\n");
        assertThat(client.got()).isEqualTo("$1\r\nv\r\n");
        assertThat(master.received()).isEmpty();
    }

    @Test
    void whatMayBeSlowItselfIsWaitedFor() {
        client.send("KEYS *", "EVAL_RO s 0");
        corridor.pass(Duration.ofMillis(500));
        assertThat(master.received()).isEmpty();
        replica.answer("*0\r\n", ":1\r\n");
        assertThat(client.got()).isEqualTo("*0\r\n:1\r\n");
    }

    @Test
    void aWriteIsWaitedFor() {
        client.send("SET k v");
        corridor.pass(Duration.ofMillis(500));
        assertThat(master.received()).containsExactly("SET k v");
        assertThat(replica.received()).isEmpty();
        master.answer("+OK\r\n");
        assertThat(client.got()).isEqualTo("+OK\r\n");
    }

    @Test
    void afterAPauseOfThisProcessTheAnswersAreReadFirst() {
        client.send("GET k");
        corridor.loop.tick(Duration.ofMillis(300));
        corridor.pass(Duration.ofMillis(5));
        replica.answer("$1\r\nv\r\n");
        corridor.pass(Duration.ofMillis(100));
        assertThat(client.got()).isEqualTo("$1\r\nv\r\n");
        assertThat(master.received()).isEmpty();
    }

    private static long asked(FakeNode node) {
        return node.received().stream().filter("GET k"::equals).count();
    }
}
