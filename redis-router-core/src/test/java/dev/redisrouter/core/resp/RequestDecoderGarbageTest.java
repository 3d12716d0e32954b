package dev.redisrouter.core.resp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.resp.RequestDecoder.Result;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Promise: whatever bytes a client sends, in whatever pieces, they mean one thing, and cost no more than they are. */
class RequestDecoderGarbageTest {
    private static final int MAX_BULK = 2_000;
    private static final int MAX_ARGUMENTS = 50;
    private static final int MAX_REQUEST = 5_000;

    @Test
    void meansTheSameInAnyPieces() {
        Garbage.each(RequestDecoderGarbageTest::requests, (random, stream) -> {
            List<String> whole = found(stream, random, stream.length());
            assertThat(found(stream, random, 1)).as("byte by byte").isEqualTo(whole);
            assertThat(found(stream, random, 0)).as("in pieces").isEqualTo(whole);
        });
    }

    /** One array of positions for the arguments that have come, one copy of a line or of what is handed on rewritten. */
    @Test
    void costsNoMoreThanWasSent() {
        Garbage.each(RequestDecoderGarbageTest::requests, (random, stream) -> {
            ByteBuf in = Bytes.of(stream);
            int begin = in.readerIndex();
            long allocated = Garbage.allocatedBy(() -> {
                in.readerIndex(begin);
                RequestDecoder decoder = decoder();
                Result result = decoder.next(in);
                while (result == Result.FRAME || result == Result.EMPTY) {
                    result = decoder.next(in);
                }
            });
            assertThat(allocated).isLessThan(4_096 + 64L * stream.length());
        });
    }

    /** All requests, then how it ended: an error, or bytes that are no whole request. */
    private static List<String> found(String stream, Random random, int piece) {
        List<String> found = new ArrayList<>();
        RequestDecoder decoder = decoder();
        int begun = 0;
        long needed = 0;
        for (int end = 0; end < stream.length(); ) {
            end += piece == 0 ? Garbage.piece(random, stream.length() - end) : Math.min(piece, stream.length() - end);
            // what was not taken is presented again, in another buffer
            ByteBuf in = Bytes.of(stream.substring(begun, end));
            Result result = Result.EMPTY;
            while (result != Result.INCOMPLETE) {
                int before = in.readableBytes();
                result = decoder.next(in);
                switch (result) {
                    case FRAME -> {
                        assertThat((long) end)
                                .as("bytes until a request that was said to need more")
                                .isGreaterThanOrEqualTo(needed);
                        assertThat(in.readableBytes()).isLessThan(before);
                        found.add(Bytes.arguments(decoder).toString());
                        assertThat(Bytes.frame(decoder)).isEqualTo(Bytes.multibulk(Bytes.arguments(decoder)));
                        assertThat(decoder.argumentCount()).isBetween(1, MAX_ARGUMENTS);
                        needed = 0;
                    }
                    case EMPTY -> assertThat(in.readableBytes()).isLessThan(before);
                    case INCOMPLETE -> {
                        assertThat(in.readableBytes()).isEqualTo(before);
                        assertThat(decoder.missingBytes()).isBetween(1L, (long) MAX_REQUEST + 6L * MAX_ARGUMENTS);
                        needed = end + (before == 0 ? 0 : decoder.missingBytes());
                    }
                    case MALFORMED -> {
                        found.add(new String(decoder.error(), StandardCharsets.ISO_8859_1));
                        assertThat(decoder.next(Bytes.of("PING\r\n"))).isEqualTo(Result.MALFORMED);
                        return found;
                    }
                }
            }
            begun = end - in.readableBytes();
        }
        found.add("left: " + stream.substring(begun));
        return found;
    }

    private static RequestDecoder decoder() {
        return new RequestDecoder(MAX_BULK, MAX_ARGUMENTS, MAX_REQUEST);
    }

    private static String requests(Random random) {
        StringBuilder stream = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            List<String> words = new ArrayList<>();
            for (int word = random.nextInt(6); word >= 0; word--) {
                words.add(word(random));
            }
            stream.append(
                    switch (random.nextInt(6)) {
                        case 0 -> "set key \"a \\x00 'b'\" 'it\\'s'\r\n";
                        case 1 -> Bytes.multibulk(words).replace("\r\n", "\rx");
                        default -> Bytes.multibulk(words);
                    });
        }
        return stream.toString();
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(9) == 0 ? 2 * MAX_BULK : 12); i > 0; i--) {
            word.append((char) (random.nextBoolean() ? "\r\n*$0".charAt(random.nextInt(5)) : random.nextInt(256)));
        }
        return word.toString();
    }
}
