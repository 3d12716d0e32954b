package dev.redisrouter.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A buffer is used again when nobody else has it any more, and what is kept is bounded. */
class OutputBuffersTest {
    @AutoClose("release")
    private final OutputBuffers buffers = new OutputBuffers();

    @Test
    void whatWasWrittenIsUsedAgainAndIsEmpty() {
        ByteBuf first = buffers.take().writeInt(1);
        buffers.giveBack(first);

        ByteBuf second = buffers.take();
        assertThat(second).isSameAs(first);
        assertThat(second.readableBytes()).isZero();
        second.release();
    }

    @Test
    void whatAChannelStillHasIsLeftToIt() {
        ByteBuf slow = buffers.take().writeInt(42);
        slow.retain();
        buffers.giveBack(slow);

        ByteBuf other = buffers.take().writeInt(7);
        assertThat(other).isNotSameAs(slow);
        assertThat(slow.refCnt()).isEqualTo(1);
        assertThat(slow.readInt()).isEqualTo(42);
        slow.release();
        other.release();
    }

    @Test
    void oneThatHasBecomeLargeIsNotKept() {
        ByteBuf large = buffers.take();
        large.writeZero(20 * 1024);
        buffers.giveBack(large);
        assertThat(large.refCnt()).isZero();
    }

    @Test
    void noMoreThanTwoMebibytesAreKept() {
        List<ByteBuf> taken = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            taken.add(buffers.take());
            taken.get(i).writeZero(16 * 1024);
        }
        taken.forEach(buffers::giveBack);
        assertThat(taken.stream()
                        .filter(buffer -> buffer.refCnt() > 0)
                        .mapToLong(ByteBuf::capacity)
                        .sum())
                .isBetween(1024 * 1024L, 2 * 1024 * 1024L);

        buffers.release();
        assertThat(taken).allMatch(buffer -> buffer.refCnt() == 0);
    }
}
