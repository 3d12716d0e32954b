package dev.redisrouter.core.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Replies come out in the order of their places, whatever order they come in. */
class ReplyQueueTest {
    private final ReplyQueue queue = new ReplyQueue();
    private final ByteBuf out = Unpooled.buffer();

    private void fill(ReplyQueue into, long sequence, int places, String text) {
        ByteBuf bytes = Unpooled.copiedBuffer("<" + text + ">", StandardCharsets.US_ASCII);
        if (into.inTurn(sequence)) {
            into.give(places, bytes, 1, text.length(), out);
        } else {
            into.park(sequence, places, bytes, 1, text.length());
        }
    }

    private String out() {
        return out.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void theLastFirst() {
        for (int i = 0; i < 3; i++) {
            assertThat(queue.reserve(100 + i)).isEqualTo(i);
        }
        fill(queue, 2, 1, "c");
        fill(queue, 1, 1, "b");
        assertThat(out()).isEmpty();
        assertThat(queue.parkedBytes()).isEqualTo(2);
        assertThat(queue.outstanding()).isEqualTo(3);

        fill(queue, 0, 1, "a");
        assertThat(out()).isEqualTo("abc");
        assertThat(queue.parkedBytes()).isZero();
        assertThat(queue.outstanding()).isZero();
    }

    @Test
    void notesAreKeptWhileTheQueueGrows() {
        for (int i = 0; i < 5; i++) {
            queue.reserve(i);
        }
        fill(queue, 0, 5, "abcde");
        for (int i = 5; i < 1_000; i++) {
            queue.reserve(i * 7L);
        }
        queue.note(500, -1);
        for (int i = 5; i < 1_000; i++) {
            assertThat(queue.note(i)).isEqualTo(i == 500 ? -1 : i * 7L);
        }
    }

    @Test
    void aClientThatIsGoneLeavesNothing() {
        queue.reserve(0);
        queue.reserve(0);
        fill(queue, 1, 1, "b");
        queue.release();
        assertThat(queue.outstanding()).isZero();
        assertThat(queue.parkedBytes()).isZero();
    }

    /** Random reservations and runs of replies, filled in random order, against the plain list of all replies. */
    @Test
    void asAListOfReplies() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ReplyQueue tried = new ReplyQueue();
            out.clear();
            List<int[]> runs = new ArrayList<>();
            StringBuilder expected = new StringBuilder();
            int reserved = 0;
            long filled = 0;
            while (reserved < 400 || !runs.isEmpty()) {
                if (reserved < 400 && random.nextInt(3) > 0) {
                    int places = 1 + random.nextInt(5);
                    runs.add(new int[] {reserved, places});
                    for (int i = 0; i < places; i++) {
                        assertThat(tried.reserve(reserved)).isEqualTo(reserved);
                        expected.append(reserved++).append(';');
                    }
                } else if (!runs.isEmpty()) {
                    int[] run = runs.remove(random.nextInt(Math.min(runs.size(), 40)));
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < run[1]; i++) {
                        assertThat(tried.note(run[0] + i)).isEqualTo(run[0] + i);
                        text.append(run[0] + i).append(';');
                    }
                    filled += text.length();
                    fill(tried, run[0], run[1], text.toString());
                }
                assertThat(expected.toString()).as("seed %d", seed).startsWith(out());
                assertThat(tried.parkedBytes()).isEqualTo(filled - out.readableBytes());
                assertThat(tried.outstanding())
                        .isEqualTo(
                                reserved - out().chars().filter(c -> c == ';').count());
            }
            assertThat(out()).isEqualTo(expected.toString());
            assertThat(tried.outstanding()).isZero();
            assertThat(tried.parkedBytes()).isZero();
        }
    }
}
