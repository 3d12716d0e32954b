package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import dev.redisrouter.metrics.RouterMetric;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An error of a node is counted when there is a client to get it. */
class ErrorCountTest {
    @AutoClose
    private final Corridor corridor = Corridor.withMaster();

    private final FakeNode master = corridor.node(0);
    private final FakeClient client = corridor.client();

    @Test
    void countsWhatAClientGets() {
        client.send("SET k v");
        master.answer("-OOM no room\r\n");
        client.send("MULTI");
        master.answer("-ERR no\r\n");

        assertThat(client.got()).isEqualTo("-OOM no room\r\n-ERR no\r\n");
        assertThat(corridor.count(RouterMetric.ERRORS)).isEqualTo(2);
    }

    @Test
    void doesNotCountWhatNobodyGets() {
        client.send("SET k v");
        client.leave();
        master.answer("-OOM no room\r\n");

        assertThat(corridor.count(RouterMetric.ERRORS)).isZero();
    }
}
