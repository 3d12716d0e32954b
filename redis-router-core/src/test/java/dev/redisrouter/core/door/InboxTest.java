package dev.redisrouter.core.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Bytes leave in the order in which they came, each buffer is owned by exactly one side, and the count is right. */
class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void handsOverABufferThatFitsAsItIs() {
        ByteBuf buffer = Unpooled.copiedBuffer("abc", UTF_8);
        inbox.add(buffer);
        assertThat(inbox.bytes()).isEqualTo(3);

        ByteBuf next = inbox.next(3);

        assertThat(next).isSameAs(buffer);
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.bytes()).isZero();
        assertThat(next.release()).isTrue();
    }

    @Test
    void cutsALongBufferIntoSlices() {
        ByteBuf buffer = Unpooled.copiedBuffer("abcdefg", UTF_8);
        inbox.add(buffer);

        ByteBuf first = inbox.next(3);
        assertThat(inbox.bytes()).isEqualTo(4);
        ByteBuf second = inbox.next(3);
        ByteBuf third = inbox.next(3);

        assertThat(first.toString(UTF_8) + "|" + second.toString(UTF_8) + "|" + third.toString(UTF_8))
                .isEqualTo("abc|def|g");
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(inbox.bytes()).isZero();
        first.release();
        second.release();
        assertThat(buffer.refCnt()).isEqualTo(1);
        third.release();
        assertThat(buffer.refCnt()).isZero();
    }

    @Test
    void dropsAnEmptyBuffer() {
        ByteBuf empty = Unpooled.buffer(8);
        inbox.add(empty);
        assertThat(inbox.isEmpty()).isTrue();
        assertThat(empty.refCnt()).isZero();
    }

    @Test
    void releasesWhatNobodyReads() {
        ByteBuf started = Unpooled.copiedBuffer("abc", UTF_8);
        ByteBuf untouched = Unpooled.copiedBuffer("def", UTF_8);
        inbox.add(started);
        inbox.add(untouched);
        inbox.next(1).release();

        inbox.clear();

        assertThat(started.refCnt()).isZero();
        assertThat(untouched.refCnt()).isZero();
        assertThat(inbox.bytes()).isZero();
    }

    @Test
    void refusesToReadNothing() {
        assertThatIllegalStateException().isThrownBy(() -> inbox.next(1)).withMessageContaining("nothing to read");
    }
}
