package dev.redisrouter.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Promise: the letters a to z become upper case and no other byte changes, wherever it stands. */
class AsciiTest {

    @Test
    void onlyLettersBecomeUpperCase() {
        for (int position = 0; position < 8; position++) {
            for (int b = 0; b < 256; b++) {
                int upper = b >= 'a' && b <= 'z' ? b - 32 : b;

                assertThat(Ascii.upper((long) b << (8 * position)))
                        .as("byte %d at %d", b, position)
                        .isEqualTo((long) upper << (8 * position));
            }
        }
    }

    @Test
    void neighboursDoNotDisturbEachOther() {
        assertThat(Ascii.upper(0xFF7A61FF60807B7AL)).isEqualTo(0xFF5A41FF60807B5AL);
    }

    @Test
    void aWordIsTheSameInTheMiddleAndAtTheEndOfABuffer() {
        ByteBuf in = Unpooled.wrappedBuffer("xxget key".getBytes(StandardCharsets.US_ASCII));

        assertThat(Ascii.word(in, 0, 3)).isEqualTo(0x67_7878L);
        assertThat(Ascii.word(in, 6, 3)).isEqualTo(0x79656BL);
        assertThat(Ascii.word(in, 9, 0)).isZero();
        assertThat(Ascii.word(in, 0, 8)).isEqualTo(Ascii.word(in, 0, 9));
    }
}
