package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply to COMMAND is read whole, or not at all. */
class ServerReplyTest {
    private static List<?> parse(String reply) {
        return ServerReply.parse(reply.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isReadWhole() {
        assertThat(parse("*2\r\n*4\r\n$3\r\nget\r\n:2\r\n*1\r\n+readonly\r\n*0\r\n*-1\r\n"))
                .isEqualTo(List.of(List.of("get", 2L, List.of("readonly"), List.of()), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*1\r\n", "*1\r\n$3\r\nge", "+OK\r\n", "*1\r\n:x\r\n", "*1\r\n%1\r\n+a\r\n+b\r\n", "*"})
    void isNotReadAtAll(String reply) {
        assertThatThrownBy(() -> parse(reply)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasABoundOnItsDepth() {
        assertThatThrownBy(() -> parse("*1\r\n".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
