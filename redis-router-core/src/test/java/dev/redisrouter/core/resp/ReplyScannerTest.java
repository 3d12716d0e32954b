package dev.redisrouter.core.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: the end of every reply that a node sends is found, however the bytes arrive and wherever they went since. */
class ReplyScannerTest {
    private final ReplyScanner scanner = new ReplyScanner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+OK\r\n",
                "+\r\n",
                "+a long status reply that a script made up, with a lone \r and a lone \n in it\r\n",
                "+\r\r\n",
                "-ERR no\r\n",
                ":0\r\n",
                ":-9223372036854775808\r\n",
                "$-1\r\n",
                "$0\r\n\r\n",
                "$5\r\nhello\r\n",
                "$12\r\nhello\r\nworld\r\n",
                "*-1\r\n",
                "*0\r\n",
                "*2\r\n$3\r\nfoo\r\n:1\r\n",
                "*3\r\n*2\r\n:1\r\n*0\r\n$-1\r\n*1\r\n*1\r\n+x\r\n",
                "_\r\n",
                "#t\r\n",
                ",3.14\r\n",
                ",inf\r\n",
                "(3492890328409238509324850943850943825024385\r\n",
                "=15\r\ntxt:Some string\r\n",
                "!21\r\nSYNTAX invalid syntax\r\n",
                "~2\r\n+a\r\n+b\r\n",
                "%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n:2\r\n",
                "%0\r\n",
                "~0\r\n",
                ">2\r\n+message\r\n*1\r\n$1\r\nk\r\n",
                "|1\r\n+ttl\r\n:3600\r\n$1\r\nv\r\n",
                "|0\r\n:1\r\n",
                "*2\r\n|1\r\n+a\r\n%1\r\n+b\r\n:1\r\n:5\r\n:6\r\n",
                "*1\r\n|1\r\n+a\r\n:1\r\n*1\r\n|1\r\n+b\r\n:2\r\n$-1\r\n"
            })
    void endsWhereItEndsAtEveryCut(String reply) {
        String stream = reply + "+next\r\n";
        for (int cut = 0; cut < reply.length(); cut++) {
            ReplyScanner fresh = new ReplyScanner();
            assertThat(scan(fresh, stream.substring(0, cut))).isEqualTo(ReplyScanner.INCOMPLETE);
            assertThat(fresh.atStart()).isEqualTo(cut == 0);
            assertThat(fresh.missingBytes()).isBetween(1L, (long) reply.length() - cut);

            assertThat(scan(fresh, stream.substring(cut))).as("cut at %d", cut).isEqualTo(reply.length() - cut);
            assertThat(fresh.type()).isEqualTo((byte) reply.charAt(0));
            assertThat(fresh.atStart()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n",
                "\r\n",
                "$?\r\n",
                "*?\r\n",
                ";4\r\n",
                ".\r\n",
                "$a\r\n",
                "$\r\n",
                "$-\r\n",
                "$-2\r\n",
                "*--1\r\n",
                "$1-\r\n",
                "*1234567890123456789\r\n",
                "$1\rx",
                "$1\r\naxx",
                "$1\r\na\rx",
                "$0\r\nxx",
                "$3\r\nab\r\n:1\r\n"
            })
    void garbageIsNotTakenForAReply(String bytes) {
        assertThatThrownBy(() -> scan(scanner, bytes))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("(expected: ");
    }

    @Test
    void aGiantStringIsCountedNotLookedAt() {
        assertThat(scan(scanner, "*2\r\n$536870912\r\nab")).isEqualTo(ReplyScanner.INCOMPLETE);
        assertThat(scanner.missingBytes()).isEqualTo(536_870_912L);

        ByteBuf piece = Unpooled.wrappedBuffer(new byte[1 << 20]);
        for (long left = 536_870_910L; left > 0; left -= piece.capacity()) {
            int size = (int) Math.min(left, piece.capacity());
            assertThat(scanner.scan(piece, 0, size)).isEqualTo(ReplyScanner.INCOMPLETE);
        }
        assertThat(scan(scanner, "\r\n:1\r\n")).isEqualTo(6);
    }

    /** As deep as a script's reply gets on a real server: 7,994 arrays, within the array of an EXEC. */
    @Test
    void theDeepestReplyOfRedisIsScanned() {
        String reply = "*1\r\n".repeat(7_995) + "-ERR reached lua stack limit\r\n";

        assertThat(scan(scanner, reply)).isEqualTo(reply.length());
        assertThat(scan(scanner, "+OK\r\n")).isEqualTo(5);
    }

    @Test
    void deeperThanAnyReplyIsGarbage() {
        assertThatThrownBy(() -> scan(scanner, "*1\r\n".repeat(8_193)))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("depth of reply: 8193 (expected: 0-8192)");
    }

    @Test
    void anAnnouncedGiantArrayCostsNothing() {
        assertThat(scan(scanner, "*999999999999999999\r\n%999999999999999999\r\n"))
                .isEqualTo(ReplyScanner.INCOMPLETE);
        assertThat(scan(scanner, ":1\r\n".repeat(1000))).isEqualTo(ReplyScanner.INCOMPLETE);
    }

    @RepeatedTest(200)
    void randomRepliesInRandomPiecesEndWhereTheyWereMadeToEnd(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder stream = new StringBuilder();
        int[] ends = new int[30];
        for (int i = 0; i < ends.length; i++) {
            value(random, stream, 0);
            ends[i] = stream.length();
        }

        int reply = 0;
        for (int at = 0; at < stream.length(); ) {
            int size = Math.min(stream.length() - at, 1 + random.nextInt(random.nextBoolean() ? 5 : 500));
            ByteBuf piece = Bytes.of(stream.substring(at, at + size));
            int from = piece.readerIndex();
            for (int end = scanner.scan(piece, from, piece.writerIndex());
                    end != ReplyScanner.INCOMPLETE;
                    end = scanner.scan(piece, end, piece.writerIndex())) {
                assertThat(at + end - from).isEqualTo(ends[reply++]);
            }
            at += size;
        }
        assertThat(reply).isEqualTo(ends.length);
    }

    private static int scan(ReplyScanner scanner, String bytes) {
        ByteBuf in = Bytes.of(bytes);
        int end = scanner.scan(in, in.readerIndex(), in.writerIndex());
        return end == ReplyScanner.INCOMPLETE ? end : end - in.readerIndex();
    }

    private static void value(Random random, StringBuilder out, int depth) {
        int kind = random.nextInt(depth > 5 ? 8 : 13);
        switch (kind) {
            case 0 -> out.append("+OK\r\n");
            case 1 -> out.append("-ERR ").append("x".repeat(random.nextInt(60))).append("\r\n");
            case 2 -> out.append(':').append(random.nextLong()).append("\r\n");
            case 3 -> out.append("$-1\r\n");
            case 4 -> out.append(",1.5\r\n");
            case 5 -> out.append("_\r\n");
            case 6, 7 -> {
                int length = random.nextInt(random.nextInt(4) == 0 ? 2000 : 20);
                out.append("$=!".charAt(random.nextInt(3))).append(length).append("\r\n");
                for (int i = 0; i < length; i++) {
                    out.append("\r\n$*:+x9".charAt(random.nextInt(8)));
                }
                out.append("\r\n");
            }
            case 12 -> {
                int pairs = random.nextInt(3);
                out.append('|').append(pairs).append("\r\n");
                values(random, out, depth, 2 * pairs + 1);
            }
            default -> {
                int elements = random.nextInt(5);
                char type = (depth == 0 ? "*~>%" : "*~*%").charAt(kind - 8);
                out.append(type).append(elements).append("\r\n");
                values(random, out, depth, type == '%' ? 2 * elements : elements);
            }
        }
    }

    private static void values(Random random, StringBuilder out, int depth, int count) {
        for (int i = 0; i < count; i++) {
            if (random.nextInt(10) == 0) {
                out.append(">1\r\n+a push is no element\r\n");
            }
            value(random, out, depth + 1);
        }
    }
}
