package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.upstream.FakeNode;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client costs the memory of what it has sent and not read, and nothing for what it only announces. */
class ClientMemoryTest {
    @AutoClose
    private final Corridor corridor = Corridor.withMaster();

    private final FakeNode master = corridor.node(0);
    private final FakeClient client = corridor.client();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    @BeforeEach
    void countMemory() {
        client.channel().config().setAllocator(allocator);
    }

    private long used() {
        return allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
    }

    @Test
    void anIdleClientOwnsNoBuffer() {
        client.send("SET k v", "GET k", "PING");
        master.answer("+OK\r\n", "$1\r\nv\r\n");

        assertThat(client.got()).isEqualTo("+OK\r\n$1\r\nv\r\n+PONG\r\n");
        assertThat(used()).isZero();
    }

    @Test
    void anAnnouncedValueCostsNothingBeforeItComes() {
        client.sendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$500000000\r\n");
        for (int i = 0; i < 100; i++) {
            client.sendRaw("v");
        }

        assertThat(used()).isLessThan(10_000L);
    }

    @Test
    void aLargeValueIsKeptWithoutCopyingItOverAndOver() {
        String value = "v".repeat(3_000_000);
        String command = FakeClient.encode("SET", "k", value);
        for (int at = 0; at < command.length(); at += 10_000) {
            client.channel().deliver(command.substring(at, Math.min(command.length(), at + 10_000)));
        }

        assertThat(master.received()).containsExactly("SET k " + value);
        assertThat(used()).isZero();
    }

    @Test
    void aClientThatLeavesGivesEverythingBack() {
        client.send("GET a", "SET b c");
        client.sendRaw("*2\r\n$3\r\nGET\r\n$100\r\nabc");
        client.leave();
        master.answer("$1\r\na\r\n", "+OK\r\n");

        assertThat(used()).isZero();
    }
}
