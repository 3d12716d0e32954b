package dev.redisrouter.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every command can be read again until it is answered, and costs no memory after that. */
class SendLogTest {
    /** Without the leak detector, which the tests have watch every buffer; used up or not shows in its own figures. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

    private final SendLog log = new SendLog(allocator);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    private long append(String command) {
        long position = log.end();
        String encoded = Wire.encode(command);
        // behind other bytes, as in the buffer it comes from
        ByteBuf source = Unpooled.copiedBuffer("xxx" + encoded + "yyy", StandardCharsets.ISO_8859_1);
        log.append(source, 3, encoded.length());
        return position;
    }

    private String written() {
        StringBuilder all = new StringBuilder();
        channel.flush();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return all.toString();
    }

    private static String text(ByteBuf command) {
        return command.toString(StandardCharsets.ISO_8859_1);
    }

    private long memory() {
        return allocator.metric().usedDirectMemory();
    }

    @Test
    void whatIsWrittenIsWhatWasAppendedUpToTheLimit() {
        append("HELLO 2");
        long limit = log.end();
        append("GET a");
        log.writeTo(channel, limit);
        assertThat(written()).isEqualTo(Wire.encode("HELLO 2"));
        assertThat(log.written()).isEqualTo(limit);

        log.writeTo(channel, log.end());
        assertThat(written()).isEqualTo(Wire.encode("GET a"));
        log.writeTo(channel, log.end());
        assertThat(written()).isEmpty();
        log.release();
    }

    @Test
    void aChunkIsUsedAgainWhenAllIsAnsweredAndTheChannelHasLetGo() {
        append("GET a");
        long one = memory();
        for (int i = 0; i < 10_000; i++) {
            append("GET " + i);
            log.writeTo(channel, log.end());
            written();
            log.answered(log.end());
        }
        assertThat(memory()).isEqualTo(one);
        log.release();
        assertThat(memory()).isZero();
    }

    /** A stack trace for each write would cost more than the write, for as long as the connection lives. */
    @Test
    void aChunkThatTheLeakDetectorWatchesIsNotUsedAgain() {
        UnpooledByteBufAllocator watching = new UnpooledByteBufAllocator(true);
        ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try {
            SendLog watched = new SendLog(watching);
            ByteBuf command = Unpooled.copiedBuffer("PING\r\n", StandardCharsets.ISO_8859_1);
            watched.append(command, 0, command.readableBytes());
            watched.writeTo(channel, watched.end());
            assertThat(written()).isEqualTo("PING\r\n");
            assertThat(watching.metric().usedDirectMemory()).isPositive();

            watched.answered(watched.end());
            assertThat(watching.metric().usedDirectMemory()).isZero();
        } finally {
            ResourceLeakDetector.setLevel(usual);
        }
    }

    @Test
    void aChunkThatTheChannelStillHoldsIsNotOverwritten() {
        append("SET k first");
        log.writeTo(channel, log.end());
        log.answered(log.end());
        append("SET k other");
        log.writeTo(channel, log.end());
        assertThat(written()).isEqualTo(Wire.encode("SET k first") + Wire.encode("SET k other"));
        log.release();
        assertThat(memory()).isZero();
    }

    @Test
    void aGiantCommandIsNotKeptForLater() {
        append("SET k small");
        long small = memory();
        long giant = append("SET k " + "v".repeat(1_000_000));
        append("GET k");
        log.writeTo(channel, log.end());
        assertThat(written()).hasSize((int) log.end());
        assertThat(new LogCursor(log, giant).next().readableBytes()).isGreaterThan(1_000_000);

        log.answered(log.end());
        assertThat(memory()).isEqualTo(small);
        assertThat(log.pendingBytes()).isZero();
        log.release();
        assertThat(memory()).isZero();
    }

    @Test
    void aGiantCommandAloneLeavesNothing() {
        append("SET k " + "v".repeat(1_000_000));
        log.writeTo(channel, log.end());
        written();
        log.answered(log.end());
        assertThat(memory()).isZero();
        assertThat(append("GET k")).isEqualTo(log.end() - Wire.encode("GET k").length());
        log.release();
    }

    @Test
    void releasedWhileTheChannelHasNotWrittenYet() {
        append("SET k v");
        log.writeTo(channel, log.end());
        log.release();
        assertThat(written()).isEqualTo(Wire.encode("SET k v"));
        assertThat(memory()).isZero();
    }

    @Test
    void aPositionThatIsNotThereIsAnError() {
        append("GET a");
        assertThatThrownBy(() -> log.from(log.end()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("(expected: 0-");
        log.release();
    }

    /** Random appends, writes and answers against a queue of strings. */
    @Test
    void asAQueueOfCommands() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SendLog tried = new SendLog(allocator);
            EmbeddedChannel to = new EmbeddedChannel();
            ArrayDeque<String> unanswered = new ArrayDeque<>();
            long oldest = 0;
            for (int step = 0; step < 500; step++) {
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        int size = random.nextInt(20) == 0 ? random.nextInt(100_000) : random.nextInt(100);
                        String command = Wire.encode("SET " + step + " " + "v".repeat(size));
                        tried.append(Unpooled.copiedBuffer(command, StandardCharsets.ISO_8859_1), 0, command.length());
                        unanswered.add(command);
                    }
                    case 2 -> {
                        tried.writeTo(to, tried.end());
                        to.flush();
                        if (random.nextBoolean()) {
                            to.releaseOutbound();
                        }
                    }
                    default -> {
                        if (tried.written() == tried.end()) {
                            for (int n = random.nextInt(unanswered.size() + 1); n > 0; n--) {
                                oldest += unanswered.remove().length();
                            }
                            tried.answered(oldest);
                        }
                    }
                }
                assertThat(tried.pendingBytes()).as("seed %d", seed).isEqualTo(tried.end() - oldest);
                if (!unanswered.isEmpty()) {
                    LogCursor cursor = new LogCursor(tried, oldest);
                    for (String command : unanswered) {
                        assertThat(text(cursor.next())).as("seed %d", seed).isEqualTo(command);
                    }
                    assertThat(cursor.position()).isEqualTo(tried.end());
                }
            }
            tried.release();
            to.releaseOutbound();
            to.finishAndReleaseAll();
            assertThat(memory()).as("seed %d", seed).isZero();
        }
    }
}
