package dev.redisrouter.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An error reply is known by its first word, and a word that nobody knows makes no kind of its own. */
class ErrorKindTest {

    @ParameterizedTest
    @CsvSource({
        "ERR unknown command, ERR",
        "WRONGTYPE Operation against a key, WRONGTYPE",
        "READONLY You can't write against a read only replica., READONLY",
        "BUSYGROUP Consumer Group name already exists, BUSYGROUP",
        "BUSY Redis is busy running a script, BUSY",
        "LOADING, LOADING",
        "MADEUP by a script, OTHER",
        "ERRR, OTHER",
        "err lower case, OTHER",
        "'', OTHER",
        "' ERR', OTHER",
        "UNCERTAIN is a word of the router alone, OTHER",
    })
    void isKnownByItsFirstWord(String line, ErrorKind kind) {
        ByteBuf reply = Unpooled.copiedBuffer("+OK\r\n-" + line + "\r\n", StandardCharsets.US_ASCII);

        assertThat(ErrorKind.ofReply(reply, 6, reply.writerIndex() - 2)).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void everyWordOfANodeIsFound(ErrorKind kind) {
        ByteBuf reply = Unpooled.copiedBuffer(kind.name() + " why", StandardCharsets.US_ASCII);
        boolean ofNode = kind.origin().equals("node");

        assertThat(ErrorKind.ofReply(reply, 0, reply.writerIndex())).isEqualTo(ofNode ? kind : ErrorKind.OTHER);
    }

    @Test
    void aLineThatIsCutOffIsNotReadBeyond() {
        ByteBuf reply = Unpooled.copiedBuffer("BUSYGROUP", StandardCharsets.US_ASCII);

        assertThat(ErrorKind.ofReply(reply, 0, 4)).isEqualTo(ErrorKind.BUSY);
    }
}
