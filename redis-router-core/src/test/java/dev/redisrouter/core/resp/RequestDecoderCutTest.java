package dev.redisrouter.core.resp;

import static dev.redisrouter.core.resp.RequestDecoder.Result.FRAME;
import static dev.redisrouter.core.resp.RequestDecoder.Result.INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisrouter.core.resp.RequestDecoder.Result;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Promise: where the network cuts the bytes, and where the caller keeps them meanwhile, changes nothing. */
class RequestDecoderCutTest {
    private static final String STREAM =
            "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$12\r\nhello\r\nworld\r\nset k 'a b'\r\n*0\r\n\r\n"
                    + "*1\rx$4\ryPINGzz*12\r\n" + "$1\r\na\r\n".repeat(12);
    private static final List<List<String>> REQUESTS = List.of(
            List.of("SET", "k", "hello\r\nworld"),
            List.of("set", "k", "a b"),
            List.of("PING"),
            List.of("a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a"));

    private final RequestDecoder decoder = new RequestDecoder(1 << 20, 1 << 10, 1 << 20);

    @Test
    void cutAnywhereTheSameRequestsComeOut() {
        for (int cut = 0; cut <= STREAM.length(); cut++) {
            List<List<String>> found = new ArrayList<>();
            RequestDecoder fresh = new RequestDecoder(1 << 20, 1 << 10, 1 << 20);
            String rest = feed(fresh, STREAM.substring(0, cut), found);
            rest = feed(fresh, rest + STREAM.substring(cut), found);

            assertThat(found).as("cut at %d", cut).isEqualTo(REQUESTS);
            assertThat(rest).isEmpty();
        }
    }

    @Test
    void byteByByteTheSameRequestsComeOut() {
        List<List<String>> found = new ArrayList<>();
        String rest = "";
        for (int i = 0; i < STREAM.length(); i++) {
            rest = feed(decoder, rest + STREAM.charAt(i), found);
        }

        assertThat(found).isEqualTo(REQUESTS);
        assertThat(rest).isEmpty();
    }

    @RepeatedTest(200)
    void randomRequestsInRandomPiecesComeOut(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<List<String>> expected = new ArrayList<>();
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            List<String> words = randomWords(random);
            expected.add(words);
            stream.append(Bytes.multibulk(words));
        }

        List<List<String>> found = new ArrayList<>();
        String rest = "";
        for (int at = 0; at < stream.length(); ) {
            int piece = Math.min(stream.length() - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 400));
            rest = feed(decoder, rest + stream.substring(at, at + piece), found);
            at += piece;
        }

        assertThat(found).isEqualTo(expected);
        assertThat(rest).isEmpty();
    }

    @Test
    void whatIsMissingIsToldAsFarAsItIsKnown() {
        assertThat(missing("")).isEqualTo(1);
        assertThat(missing("*")).isEqualTo(1);
        assertThat(missing("*2\r\n")).isEqualTo(12);
        assertThat(missing("*2\r\n$3\r\n")).isEqualTo(11);
        assertThat(missing("*2\r\n$3\r\nGET")).isEqualTo(8);
        assertThat(missing("*2\r\n$3\r\nGET\r\n$100000000\r\nab")).isEqualTo(100_000_000L);
        assertThat(missing("*2\r\n$3\r\nGET\r\n$1\r\nk\r")).isEqualTo(1);
        assertThat(missing("PIN")).isEqualTo(1);
    }

    private static long missing(String begun) {
        RequestDecoder fresh = new RequestDecoder(512 << 20, 1 << 10, 1 << 30);
        assertThat(fresh.next(Bytes.of(begun))).isEqualTo(INCOMPLETE);
        return fresh.missingBytes();
    }

    /** Feeds the bytes in a buffer of their own and returns what the decoder did not take. */
    private static String feed(RequestDecoder decoder, String bytes, List<List<String>> found) {
        ByteBuf in = Bytes.of(bytes);
        while (true) {
            Result result = decoder.next(in);
            assertThat(result).isNotEqualTo(Result.MALFORMED);
            if (result == INCOMPLETE) {
                assertThat(decoder.missingBytes()).isPositive();
                return Bytes.text(in);
            }
            if (result == FRAME) {
                found.add(Bytes.arguments(decoder));
                assertThat(Bytes.frame(decoder)).isEqualTo(Bytes.multibulk(Bytes.arguments(decoder)));
            }
        }
    }

    private static List<String> randomWords(Random random) {
        List<String> words = new ArrayList<>();
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 5);
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(random.nextInt(5) == 0 ? 300 : 12);
            StringBuilder word = new StringBuilder();
            for (int b = 0; b < length; b++) {
                word.append((char) (random.nextBoolean() ? "\r\n*$0".charAt(random.nextInt(5)) : random.nextInt(256)));
            }
            words.add(word.toString());
        }
        return words;
    }
}
