package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.metrics.RouterMetric;
import io.netty.channel.WriteBufferWaterMark;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A client that leaves more replies unread than {@code limits.outputBytes} is closed, and nobody else. */
class OutputLimitTest {
    private static final int LIMIT = 1 << 16;
    private static final String REPLY = "$20000\r\n" + "x".repeat(20_000) + "\r\n";

    @AutoClose
    private final Corridor corridor = new Corridor(config -> config.limits(l -> l.outputBytes(LIMIT)));

    private final FakeNode master = corridor.node();
    private final FakeNode replica = corridor.node();
    private final FakeClient client = corridor.client();

    @Test
    void unreadOnItsSocket() {
        corridor.view(master, master);
        FakeClient other = corridor.client().send("GET k");
        client.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(1 << 20, 1 << 20));
        client.channel().block(true);
        client.send("GET k", "GET k", "GET k", "GET k");
        master.answer("$-1\r\n", REPLY, REPLY, REPLY);
        assertThat(client.open()).isTrue();

        master.answer(REPLY);
        assertThat(client.open()).isFalse();
        assertThat(other.open()).isTrue();
        assertThat(other.got()).isEqualTo("$-1\r\n");
        assertThat(corridor.count(RouterMetric.ERRORS)).isEqualTo(1);
    }

    /** One slow node must not make the router keep the replies of all others without end. */
    @Test
    void waitingForTheReplyOfASlowNode() {
        corridor.view(master, master, replica);
        corridor.allFresh();
        client.send("GET slow");
        for (int i = 0; i < 7; i++) {
            client.send("GET k");
        }
        FakeNode quick = master.received().contains("GET slow") ? replica : master;
        quick.answer(REPLY, REPLY, REPLY);
        assertThat(client.open()).isTrue();

        quick.answer(REPLY);
        assertThat(client.open()).isFalse();
    }

    @Test
    void unreadMessagesOfASubscription() {
        corridor.view(master, master);
        client.channel().block(true);
        client.send("SUBSCRIBE a");
        master.connection().send("*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n");
        for (int i = 0; i < 4; i++) {
            assertThat(client.open()).isTrue();
            master.connection().send("*3\r\n$7\r\nmessage\r\n$1\r\na\r\n" + REPLY);
            corridor.settle();
        }

        assertThat(client.open()).isFalse();
        assertThat(master.open()).isEmpty();
    }

    @Test
    void whatIsReadDoesNotCount() {
        corridor.view(master, master);
        for (int i = 0; i < 10; i++) {
            client.send("GET k");
            master.answer(REPLY);
            assertThat(client.got()).isEqualTo(REPLY);
        }

        assertThat(client.open()).isTrue();
    }
}
