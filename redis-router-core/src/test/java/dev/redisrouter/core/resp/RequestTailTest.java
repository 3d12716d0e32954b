package dev.redisrouter.core.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rest of a large request is passed on whatever way it is cut, and is checked as if it had come with its head. */
class RequestTailTest {
    private static final int LARGE = 10;
    private final RequestDecoder decoder = new RequestDecoder(1_000, 100, 2_000);
    private final ByteBuf out = Unpooled.buffer();

    /** Gives bytes to the decoder until it presents a head, then to the tail; the result of the last call. */
    private RequestTail.Result read(String request, int cut) {
        ByteBuf in = Unpooled.buffer();
        RequestTail tail = null;
        RequestTail.Result result = RequestTail.Result.INCOMPLETE;
        for (int at = 0; at < request.length() && result == RequestTail.Result.INCOMPLETE; at += cut) {
            in.writeBytes(
                    request.substring(at, Math.min(request.length(), at + cut)).getBytes(ISO_8859_1));
            if (tail == null) {
                assertThat(decoder.next(in)).isEqualTo(RequestDecoder.Result.INCOMPLETE);
                if (decoder.presentsHead(in, LARGE)) {
                    out.writeBytes(in, decoder.frameStart(), decoder.frameEnd() - decoder.frameStart());
                    tail = decoder.cutOffHead(in);
                }
            }
            if (tail != null) {
                result = tail.read(in, out);
            }
        }
        if (result == RequestTail.Result.MALFORMED && tail != null) {
            out.clear().writeBytes(tail.error());
        }
        return result;
    }

    private String passedOn() {
        return out.toString(ISO_8859_1);
    }

    @Test
    void everyCutGivesTheSame() {
        String request = "*4\r\n$4\r\nMSET\r\n$1\r\nk\r\n$55\r\n" + "\r\n$3\r\nvalue".repeat(5) + "\r\n$0\r\n\r\n";
        for (int cut = 1; cut < 30; cut++) {
            out.clear();
            assertThat(read(request, cut)).isEqualTo(RequestTail.Result.END);
            assertThat(passedOn()).isEqualTo(request);
        }
    }

    @Test
    void lineEndsThatRedisSkipsUnseenArePutRight() {
        assertThat(read("*4\r\n$4\r\nMSET\r\n$1\r\nk\r\n$10\r\n0123456789xx$1\rxvyy", 30))
                .isEqualTo(RequestTail.Result.END);
        assertThat(passedOn()).isEqualTo("*4\r\n$4\r\nMSET\r\n$1\r\nk\r\n$10\r\n0123456789\r\n$1\r\nv\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "$1001,  invalid bulk length",
        "$-1,    invalid bulk length",
        "$01,    invalid bulk length",
        "$,      invalid bulk length",
        "$1x,    invalid bulk length",
        "$99999999999999999999999999999999999, invalid bulk length",
        "+1,     'expected ''$'', got ''+'''",
    })
    void whatRedisWouldNotTakeEndsIt(String line, String why) {
        assertThat(read("*4\r\n$4\r\nMSET\r\n$1\r\nk\r\n$10\r\n0123456789\r\n" + line + "\r\n", 30))
                .isEqualTo(RequestTail.Result.MALFORMED);
        assertThat(passedOn()).isEqualTo("-ERR Protocol error: " + why + "\r\n");
    }

    @Test
    void theBoundOfTheWholeRequestHolds() {
        String argument = "$999\r\n" + "x".repeat(999) + "\r\n";
        assertThat(read("*5\r\n$4\r\nMSET\r\n" + argument.repeat(4), 500)).isEqualTo(RequestTail.Result.MALFORMED);
        assertThat(passedOn()).isEmpty();
    }

    @Test
    void theNextRequestIsReadAfterwards() {
        read("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$10\r\n0123456789\r\n", 30);
        ByteBuf next = Unpooled.copiedBuffer("*1\r\n$4\r\nPING\r\n", ISO_8859_1);

        assertThat(decoder.next(next)).isEqualTo(RequestDecoder.Result.FRAME);
        assertThat(decoder.argumentCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'*2\r\n$20\r\nSET'",
        "'*2\r\n$4\rxECHO\r\n$20\r\nx'",
        "'*2\r\n$4\r\nPOST\r\n$20\r\nx'",
        "'*2\r\n$4\r\nECHO\r\n$9\r\nx'"
    })
    void aHeadThatCannotBePresentedIsNot(String bytes) {
        ByteBuf in = Unpooled.copiedBuffer(bytes, ISO_8859_1);
        decoder.next(in);

        assertThat(decoder.presentsHead(in, LARGE)).isFalse();
    }
}
