package dev.redisrouter.core.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Promise: whatever bytes come for a reply, in whatever pieces, they end in one place or in one error, and cost nothing. */
class ReplyScannerGarbageTest {
    @Test
    void endsInTheSamePlaceInAnyPieces() {
        Garbage.each(ReplyScannerGarbageTest::replies, (random, stream) -> {
            List<String> whole = found(stream, random, stream.length());
            assertThat(found(stream, random, 1)).as("byte by byte").isEqualTo(whole);
            assertThat(found(stream, random, 0)).as("in pieces").isEqualTo(whole);
        });
    }

    /** One number for each level of depth; the rest is for the text of an error. */
    @Test
    void costsNoMoreThanItsDepth() {
        Garbage.each(ReplyScannerGarbageTest::replies, (random, stream) -> {
            ByteBuf in = Bytes.of(stream);
            long allocated = Garbage.allocatedBy(() -> {
                ReplyScanner scanner = new ReplyScanner();
                try {
                    int at = in.readerIndex();
                    while (at != ReplyScanner.INCOMPLETE) {
                        at = scanner.scan(in, at, in.writerIndex());
                    }
                } catch (ProtocolException e) {
                    assertThat(e).hasMessageContaining("(expected: ");
                }
            });
            assertThat(allocated).isLessThan(64_000 + 32L * stream.length());
        });
    }

    /** Where each reply ends, then how all of it ended: an error, or within a reply or not. */
    private static List<String> found(String stream, Random random, int piece) {
        List<String> found = new ArrayList<>();
        ReplyScanner scanner = new ReplyScanner();
        long needed = 0;
        for (int begun = 0; begun < stream.length(); ) {
            int end = begun
                    + (piece == 0
                            ? Garbage.piece(random, stream.length() - begun)
                            : Math.min(piece, stream.length() - begun));
            // what stands behind the piece is none of the scanner's business
            ByteBuf in = Bytes.of(stream.substring(begun, end) + "\r\n$1\r\nx\r\n");
            int first = in.readerIndex();
            int to = first + end - begun;
            try {
                int at = scanner.scan(in, first, to);
                while (at != ReplyScanner.INCOMPLETE) {
                    assertThat(at).isBetween(first + 1, to);
                    assertThat((long) begun + at - first)
                            .as("end of a reply that was said to need more")
                            .isGreaterThanOrEqualTo(needed);
                    assertThat(scanner.atStart()).isTrue();
                    found.add((char) scanner.type() + " until " + (begun + at - first));
                    needed = 0;
                    at = scanner.scan(in, at, to);
                }
            } catch (ProtocolException e) {
                found.add(String.valueOf(e.getMessage()));
                return found;
            }
            if (!scanner.atStart()) {
                assertThat(scanner.missingBytes()).isPositive();
                needed = end + scanner.missingBytes();
            }
            begun = end;
        }
        found.add(scanner.atStart() ? "between two" : "within one, " + scanner.missingBytes() + " missing");
        return found;
    }

    private static String replies(Random random) {
        StringBuilder stream = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            value(random, stream, 0);
        }
        return stream.toString();
    }

    private static void value(Random random, StringBuilder out, int depth) {
        switch (random.nextInt(depth > 4 ? 6 : 9)) {
            case 0 -> out.append("+OK\r\n");
            case 1 ->
                out.append("-ERR ").append("\r\n$".charAt(random.nextInt(3))).append("no\r\n");
            case 2 ->
                out.append(':').append(random.nextLong() >> random.nextInt(64)).append("\r\n");
            case 3 -> out.append("$-1\r\n");
            case 4 -> out.append("_,#(".charAt(random.nextInt(4))).append("1\r\n");
            case 5 -> {
                String text = "\r\n$*:9x".repeat(1 + random.nextInt(9)).substring(random.nextInt(5));
                out.append("$=!".charAt(random.nextInt(3)))
                        .append(text.length())
                        .append("\r\n")
                        .append(text)
                        .append("\r\n");
            }
            case 6 -> out.append("*1\r\n".repeat(random.nextInt(100))).append(":1\r\n");
            default -> {
                int count = random.nextInt(4);
                char type = "*~>%|".charAt(random.nextInt(5));
                out.append(type).append(count).append("\r\n");
                for (int i = count * (type == '%' || type == '|' ? 2 : 1) + (type == '|' ? 1 : 0); i > 0; i--) {
                    value(random, out, depth + 1);
                }
            }
        }
    }
}
